//! A site over memory, asked as a browser asks but without a network.
#![allow(dead_code)] // each test file uses its own part

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use survey::answers::Answers;
use survey::{Language, Text};
use tower::ServiceExt;
use web::keeping::Houses;
use web::library::{Entry, Kind, Library};
use web::shelf::{Files, Memory, Shelf};
use web::{App, own};

/// A shelf that outlives a start of the site, and fails when told to.
#[derive(Clone, Default)]
pub struct Disk {
    kept: Arc<Memory>,
    full: Arc<AtomicBool>,
}

impl Disk {
    /// From now on nothing can be written.
    pub fn fill(&self) {
        self.full.store(true, Ordering::SeqCst);
    }

    fn unless_full(&self) -> Result<(), String> {
        let full = self.full.load(Ordering::SeqCst);
        if full { Err("no space".into()) } else { Ok(()) }
    }
}

impl Shelf for Disk {
    fn all(&self) -> Vec<(String, Result<Files, String>)> {
        let all = self.kept.all().into_iter();
        all.map(|(id, files)| {
            let torn = files.as_ref().is_ok_and(|files| files.contains_key("torn"));
            (id, if torn { Err("torn".to_owned()) } else { files })
        })
        .collect()
    }

    fn keep(&self, id: &str, files: &Files) -> Result<(), String> {
        self.unless_full()?;
        self.kept.keep(id, files)
    }

    fn append(&self, id: &str, file: &str, line: &[u8]) -> Result<(), String> {
        self.unless_full()?;
        self.kept.append(id, file, line)
    }

    fn remove(&self, id: &str) -> Result<(), String> {
        self.unless_full()?;
        self.kept.remove(id)
    }
}

/// A running site.
#[derive(Clone)]
pub struct Site {
    pub disk: Disk,
    app: App,
}

impl Site {
    /// A site with one published and one synthetic study of the template, and what the disk holds.
    pub fn start(disk: &Disk) -> Site {
        let library = Library::new(
            vec![
                example("published", Kind::Published),
                example("synthetic", Kind::Synthetic),
            ],
            Box::new(disk.clone()),
        );
        library.open_kept();
        let app = App {
            library: Arc::new(library),
            clock: || "2026-11-22T01:00:00Z".to_owned(),
            seed: || 7,
            default_language: Language::Ja,
            houses: None,
            access: None,
            limits: Arc::default(),
        };
        Site {
            disk: disk.clone(),
            app,
        }
    }

    /// Adds one of the published studies of the tree.
    pub fn publish(&self, id: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../studies")
            .join(id);
        let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
        let files = survey::study::load::FolderFiles {
            folder: id,
            study: &read("study.toml"),
            questionnaire: &read("questionnaire.toml"),
            analysis: &read("analysis.toml"),
            published: Some(&read("published.csv")),
        };
        let (study, _) = survey::study::load::load(&files, Vec::new());
        let entry = Entry::new(
            id.to_owned(),
            Kind::Published,
            study.unwrap(),
            None,
            Default::default(),
        );
        self.app.library.put(entry);
    }

    /// A site that keeps organisations.
    pub fn with_access(access: web::access::Access) -> Site {
        let mut site = Site::start(&Disk::default());
        site.app.access = Some(Arc::new(access));
        let shelves: Mutex<BTreeMap<String, Disk>> = Mutex::default();
        let open = move |id: &str| -> Box<dyn Shelf> {
            let mut shelves = shelves.lock().unwrap();
            Box::new(shelves.entry(id.to_owned()).or_default().clone())
        };
        site.app.houses = Some(Arc::new(Houses::new(Box::new(open))));
        site
    }

    /// A site with the example study opened as `example`.
    pub async fn with_example() -> Site {
        let site = Site::start(&Disk::default());
        assert_eq!(
            site.form("/open/example", &[]).await.to(),
            "/studies/example"
        );
        site
    }

    /// The same disk after the program was started again.
    pub fn again(&self) -> Site {
        Site::start(&self.disk)
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.get_with(address, &[]).await
    }

    pub async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, address, headers, Vec::new()).await
    }

    /// Sends a form as a page of ours does.
    pub async fn form(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap().into_bytes();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.send(Method::POST, address, &[kind], body).await
    }

    /// Opens a study from files: field, name, content.
    pub async fn upload(&self, files: &[(&str, &str, &[u8])]) -> Answer {
        self.upload_to("/open", files).await
    }

    /// Sends files; one without a name is a plain field.
    pub async fn upload_to(&self, address: &str, files: &[(&str, &str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (field, name, content) in files {
            let file = match *name {
                "" => String::new(),
                name => format!("; filename=\"{name}\""),
            };
            let head =
                format!("--cut\r\ncontent-disposition: form-data; name=\"{field}\"{file}\r\n\r\n");
            body.extend(head.bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--cut--\r\n");
        let kind = ("content-type", "multipart/form-data; boundary=cut");
        self.send(Method::POST, address, &[kind], body).await
    }

    pub async fn send(
        &self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = web::router(self.app.clone())
            .oneshot(request)
            .await
            .unwrap();
        let (head, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: head.status,
            headers: head.headers,
            bytes: bytes.to_vec(),
        }
    }
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Where a saved form leads, without what the page there says was done.
    pub fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        let to = self.header("location");
        let end = to.find("?done=").or_else(|| to.find("&done="));
        &to[..end.unwrap_or(to.len())]
    }

    /// What the page it leads to says was done.
    pub fn done(&self) -> &str {
        let after = self.header("location").split_once("done=");
        let code = after.map_or("", |(_, code)| code);
        code.split('#').next().unwrap_or("")
    }

    /// Whether the page holds a text.
    pub fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// The local addresses the page links to or shows.
    pub fn links(&self) -> Vec<String> {
        let text = self.text();
        let of = |name: &str| {
            text.split(&format!(" {name}=\""))
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .map(|link| link.replace("&amp;", "&").replace("&#38;", "&"))
                .collect::<Vec<String>>()
        };
        let mut links: Vec<String> = ["href", "src", "srcset"].into_iter().flat_map(of).collect();
        links.retain(|link| link.starts_with('/'));
        links
    }
}

/// The files of the template study with answers.
pub fn example_files(id: &str) -> Files {
    let title = Text::new("小さな調査", "Small study");
    let day = jiff::civil::date(2026, 1, 1);
    let mut files: Files = survey::study::template(id, &title, day)
        .into_iter()
        .map(|(name, content)| (name.to_owned(), content.into_bytes()))
        .collect();
    let rows = "id,stratum,Q1,Q4.taking-out\nA1,client,now,in-force\nA2,client,never,not-made\nA3,vendor,past,not-known\nA4,vendor,now,drafting\n";
    files.insert("answers.csv".to_owned(), rows.as_bytes().to_vec());
    files
}

fn example(id: &str, kind: Kind) -> Entry {
    let made = own::entry(id, &example_files(id)).ok().unwrap();
    let answers = made.answers.filter(|_| kind == Kind::Synthetic);
    let answers = answers.map(|answers| Answers {
        synthetic: true,
        ..answers
    });
    Entry::new(id.to_owned(), kind, made.study, answers, made.intake)
}

/// The study files alone, as a form sends them.
pub fn sent(files: &Files) -> Vec<(&str, &str, &[u8])> {
    files
        .iter()
        .map(|(name, content)| {
            let field = if name.starts_with("answers") {
                "answers"
            } else {
                "files"
            };
            (field, name.as_str(), content.as_slice())
        })
        .collect()
}
