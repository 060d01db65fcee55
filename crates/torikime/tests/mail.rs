//! A server that sends mails, killed while it does, and its operator's test mail.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;

#[path = "../src/mail/tests/server.rs"]
mod server;

use server::{Does, Server};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A server of the program, killed when it is dropped.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        // SIGKILL: as when the machine goes.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(folder: &Path, smtp: u16) -> Serving {
    let url = format!("smtp://127.0.0.1:{smtp}?tls=none");
    let arguments = [
        "serve",
        "--data",
        "data",
        "--listen",
        "127.0.0.1:0",
        "--origin",
        "https://t.example",
        "--smtp-url",
        &url,
        "--mail-from",
        "Torikime <no-reply@t.example>",
    ];
    let mut command = run::program(folder, &arguments);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null());
    let serving = Serving(child.spawn().unwrap());
    // It has noted that it sends once it is served and its data can be opened beside it.
    until("the server", || {
        let doctor = run::printed(folder, &["--lang", "en", "doctor", "--data", "data"]);
        doctor
            .contains(&format!("Mail goes through 127.0.0.1:{smtp}"))
            .then_some(())
    });
    serving
}

fn until<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let since = Instant::now();
    while since.elapsed() < Duration::from_secs(60) {
        if let Some(found) = found() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{what} did not come")
}

fn test_mail(folder: &Path) -> String {
    let to = [
        "--lang",
        "en",
        "doctor",
        "--data",
        "data",
        "--mail-to",
        "a@t.example",
    ];
    run::said(folder, &to)
}

#[test]
fn a_killed_server_sends_what_it_was_sending_again_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let silent = Server::start(&[Does::Holds]);
    let first = serve(folder.path(), silent.port);
    let doctor = std::thread::scope(|scope| {
        let doctor = scope.spawn(|| test_mail(folder.path()));
        // The mail server has the whole mail, and has not said so.
        until("the mail", || silent.came().pop());
        drop(first);
        let _second = serve(folder.path(), silent.port);
        until("the second one", || {
            (silent.came().len() == 2).then_some(())
        });
        doctor.join().unwrap()
    });
    assert!(doctor.contains("has taken the test mail"), "{doctor}");
    let came = silent.came();
    assert_eq!(
        came.iter().map(|mail| mail.taken).collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(came[0].header("Message-ID"), came[1].header("Message-ID"));
}

#[test]
fn the_operator_hears_what_became_of_a_test_mail() {
    let folder = tempfile::tempdir().unwrap();
    let mails = Server::start(&[Does::Says("RCPT", "550 no such user"), Does::Takes]);
    let _serving = serve(folder.path(), mails.port);
    let refused = test_mail(folder.path());
    assert!(refused.contains("did not go (recipient 550)"), "{refused}");
    assert!(refused.contains("-- exit 1"), "{refused}");
    let taken = test_mail(folder.path());
    assert!(
        taken.contains("has taken the test mail to a@t.example"),
        "{taken}"
    );
    assert!(taken.contains("-- exit 0"), "{taken}");
    assert_eq!(mails.came().len(), 1);
}

#[test]
fn half_a_setting_ends_the_start() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, cause) in [
        (&["--smtp-url", "smtps://mail.example"][..], "mail_from"),
        (
            &["--smtp-url", "mail.example", "--mail-from", "a@t.example"],
            "smtp_url",
        ),
        (&["--trusted-proxy", "everybody"], "trusted proxy"),
    ] {
        let said = run::said(
            folder.path(),
            &[&["serve", "--data", "data"], arguments].concat(),
        );
        assert!(said.contains(cause) && said.contains("-- exit 4"), "{said}");
    }
}
