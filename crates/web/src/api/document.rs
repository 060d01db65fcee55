//! The OpenAPI 3.1 document, made from the list of addresses and the types they take and give.

use ledger::body::evidence::Media;
use report::words;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};
use survey::Language;

use super::endpoint::{self, Endpoint, Gives, Needs};
use super::problem::Problem;
use super::sent::LONGEST_KEY;

/// Where each shape stands in the document.
const SHAPES: &str = "/components/schemas";

/// The document, its sentences in a language; the descriptions of fields are English.
#[must_use]
pub fn document(language: Language) -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = SHAPES.into())
        .into_generator();
    let problem = generator.subschema_for::<Problem>().to_value();
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in endpoint::all() {
        let path = format!("{}{}", super::ROOT, endpoint.path);
        let methods = paths.entry(path).or_insert_with(|| json!({}));
        let method = endpoint.method.as_str().to_ascii_lowercase();
        methods[method] = operation(&endpoint, language, &mut generator);
    }
    let schemas = generator.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Torikime",
            "version": env!("CARGO_PKG_VERSION"),
            "description": words::say(language, "api-about", &[]),
            "license": { "name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {
                "problem": {
                    "description": words::say(language, "api-problem", &[]),
                    "content": { "application/problem+json": { "schema": problem } },
                },
            },
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": words::say(language, "api-token", &[]),
                },
            },
        },
    })
}

fn operation(endpoint: &Endpoint, language: Language, generator: &mut SchemaGenerator) -> Value {
    let does = words::say(language, &format!("api-does-{}", endpoint.id), &[]);
    let mut operation = json!({
        "operationId": endpoint.id,
        "summary": does,
        "parameters": parameters(endpoint, language, generator),
        "responses": responses(endpoint, language, generator),
        "security": security(endpoint.needs),
    });
    if let Some(takes) = endpoint.takes {
        let schema = takes(generator);
        let kind = match endpoint.files {
            true => "multipart/form-data",
            false => "application/json",
        };
        operation["requestBody"] = json!({
            "required": true,
            "content": { kind: { "schema": schema } },
        });
    }
    operation
}

fn security(needs: Needs) -> Value {
    match needs {
        Needs::Nothing => json!([]),
        Needs::Token | Needs::To(_) => {
            let scopes: Vec<&str> = needs.scope().iter().map(|scope| scope.code()).collect();
            json!([{ "token": scopes }])
        }
    }
}

fn parameters(
    endpoint: &Endpoint,
    language: Language,
    generator: &mut SchemaGenerator,
) -> Vec<Value> {
    let names = endpoint.path.split('{').skip(1);
    let names = names.filter_map(|rest| rest.split('}').next());
    let mut parameters: Vec<Value> = names.map(in_path).collect();
    if let Some(asks) = endpoint.asks {
        parameters.extend(in_query(&asks(generator).to_value()));
    }
    if endpoint.takes.is_some() {
        let header = |name: &str, required: bool, schema: Value| {
            let about = words::say(language, &format!("api-header-{name}"), &[]);
            json!({ "name": name, "in": "header", "required": required, "schema": schema, "description": about })
        };
        let key = json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$" });
        let head = json!({ "type": "string", "pattern": "^(\\*|\"[0-9a-f]{64}\")$" });
        parameters.push(header("Idempotency-Key", true, key));
        parameters.push(header("If-Match", false, head));
    }
    parameters
}

fn in_path(name: &str) -> Value {
    let schema = match name {
        "organisation" | "person" | "invitation" | "engagement" | "link" | "work" => {
            json!({ "type": "string", "pattern": "^[0-7][0-9a-hjkmnp-tv-z]{25}$" })
        }
        "seq" => json!({ "type": "integer", "minimum": 0 }),
        _ => json!({ "type": "string", "minLength": 1 }),
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

fn in_query(fields: &Value) -> Vec<Value> {
    let fields = fields["properties"].as_object().cloned();
    let parameter = |(name, mut schema): (String, Value)| {
        let about = schema["description"].take();
        if let Some(schema) = schema.as_object_mut() {
            schema.remove("description");
            schema.remove("default");
            not_null(schema);
        }
        json!({ "name": name, "in": "query", "required": false, "schema": schema, "description": about })
    };
    fields
        .unwrap_or_default()
        .into_iter()
        .map(parameter)
        .collect()
}

/// What stands behind the `?` is there or not; it is never null.
fn not_null(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(kinds)) = schema.get("type") {
        let kind = kinds.iter().find(|kind| **kind != "null").cloned();
        schema.insert("type".to_owned(), kind.unwrap_or_default());
    }
    let some = schema.get("anyOf").and_then(Value::as_array);
    let some = some.and_then(|choices| choices.iter().find(|choice| choice["type"] != "null"));
    if let Some(Value::Object(choice)) = some.cloned() {
        *schema = choice;
    }
}

fn responses(endpoint: &Endpoint, language: Language, generator: &mut SchemaGenerator) -> Value {
    let (status, key) = if endpoint.takes.is_some() {
        ("201", "api-recorded")
    } else {
        ("200", "api-answer")
    };
    let content = match endpoint.gives {
        Gives::Json(shape) => json!({ "application/json": { "schema": shape(generator) } }),
        Gives::Text => json!({ "text/plain": { "schema": { "type": "string" } } }),
        Gives::File => files(),
        Gives::Other => json!({ "application/json": { "schema": { "type": "object" } } }),
    };
    let mut responses = json!({
        status: { "description": words::say(language, key, &[]), "content": content },
    });
    for status in statuses(endpoint) {
        responses[status.to_string()] = json!({ "$ref": "#/components/responses/problem" });
    }
    responses
}

/// Every kind of file that evidence can be.
fn files() -> Value {
    let kinds = Media::ALL.iter().map(|media| crate::filing::kind(*media));
    let kinds = kinds.map(|kind| (kind.to_owned(), json!({})));
    Value::Object(kinds.collect())
}

/// The statuses of the problems it may answer with.
fn statuses(endpoint: &Endpoint) -> Vec<u16> {
    let mut statuses = vec![500, 503];
    if endpoint.needs != Needs::Nothing {
        statuses.extend([401, 404, 429]);
    }
    if endpoint.asks.is_some() {
        statuses.push(400);
    }
    if matches!(endpoint.needs, Needs::To(_)) {
        statuses.push(403);
    }
    if endpoint.takes.is_some() {
        statuses.extend([400, 403, 409, 412, 413, 415, 422, 507]);
    }
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}
