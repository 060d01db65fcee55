//! The command tree. Its structure stands here once; every word of help comes from `words/*/cli.ftl`,
//! so help, manual pages and the reference are Japanese or English alike.

mod agreeing;
mod catalogue;
mod deciding;
mod engagement;
mod operate;
mod person;
mod screening;
mod working;

use clap::{Arg, ArgAction, Command, ValueHint, builder::PossibleValuesParser, value_parser};
use report::words;
use std::path::PathBuf;
use survey::Language;

/// The whole command tree in one language.
pub fn command(language: Language) -> Command {
    localise(tree(), language, "cli-torikime")
}

fn tree() -> Command {
    Command::new("torikime")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .value_name("ja|en")
                .value_parser(PossibleValuesParser::new(["ja", "en"])),
        )
        .subcommand(demo())
        .subcommand(serve())
        .subcommand(study())
        .subcommands(person::commands())
        .subcommand(engagement::command())
        .subcommand(screening::command())
        .subcommand(agreeing::terms())
        .subcommand(agreeing::chain())
        .subcommand(working::works())
        .subcommand(working::conditions())
        .subcommand(working::evidence())
        .subcommand(deciding::approvals())
        .subcommand(deciding::items())
        .subcommand(deciding::calendar())
        .subcommand(catalogue::command())
        .subcommands(operate::commands())
        .subcommand(
            Command::new("completions").arg(
                Arg::new("shell")
                    .required(true)
                    .value_parser(value_parser!(clap_complete::Shell)),
            ),
        )
        .subcommand(Command::new("manual").arg(folder("out").long("out").required(true)))
        .subcommand(Command::new("schema").arg(schema_name()))
        .subcommand(Command::new("policy"))
        .subcommand(Command::new("help").arg(Arg::new("command").action(ArgAction::Append)))
}

fn schema_name() -> Arg {
    Arg::new("schema")
        .required(true)
        .value_parser(PossibleValuesParser::new([
            "study",
            "questionnaire",
            "analysis",
            "catalogue",
            "catalogue-items",
            "api",
        ]))
}

fn demo() -> Command {
    Command::new("demo")
        .arg(
            Arg::new("port")
                .long("port")
                .default_value("8470")
                .value_parser(value_parser!(u16)),
        )
        .arg(flag("no-open"))
        .arg(folder("data").long("data"))
        .arg(folder("studies").long("studies"))
        .arg(file("token-file").long("token-file"))
}

fn serve() -> Command {
    Command::new("serve")
        .arg(folder("serve-data").long("data"))
        .arg(text("listen").value_name("HOST:PORT"))
        .arg(text("origin").value_name("URL"))
        .arg(text("smtp-url").value_name("URL"))
        .arg(text("mail-from").value_name("ADDRESS"))
        .arg(
            text("trusted-proxy")
                .value_name("ADDRESS")
                .action(ArgAction::Append),
        )
        .arg(file("config").long("config"))
}

fn study() -> Command {
    Command::new("study")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            Command::new("new")
                .arg(folder("dir").required(true))
                .arg(text("title-ja"))
                .arg(text("title-en")),
            Command::new("check")
                .arg(folder("dir").required(true))
                .arg(json()),
            import(),
            simulate(),
            table(),
            Command::new("test")
                .arg(folder("dir").required(true))
                .arg(Arg::new("id"))
                .args(answers())
                .arg(json()),
            Command::new("figure")
                .arg(folder("dir").required(true))
                .arg(Arg::new("figure"))
                .args(answers())
                .arg(flag("shared"))
                .arg(file("out").long("out"))
                .arg(flag("narrow")),
            plan(),
            report(),
            Command::new("sources")
                .arg(folder("dir").required(true))
                .arg(Arg::new("figure"))
                .arg(json()),
            Command::new("template")
                .arg(folder("dir").required(true))
                .arg(file("out").long("out")),
            Command::new("codebook")
                .arg(folder("dir").required(true))
                .arg(json())
                .arg(file("out").long("out")),
            anonymise(),
        ])
}

fn import() -> Command {
    Command::new("import")
        .arg(folder("dir").required(true))
        .arg(file("file").required(true))
        .arg(file("mapping").long("mapping"))
        .arg(file("write-mapping").long("write-mapping"))
        .arg(text("sheet"))
        .arg(flag("dry-run"))
        .arg(flag("strict"))
        .arg(file("out").long("out"))
        .arg(json())
}

fn anonymise() -> Command {
    let [answers, mapping, _] = answers();
    Command::new("anonymise")
        .arg(folder("dir").required(true))
        .args([answers, mapping])
        .arg(file("out").long("out").required(true))
        .arg(
            Arg::new("recognisable")
                .long("recognisable")
                .value_name("ID,…")
                .value_delimiter(','),
        )
        .arg(
            Arg::new("smallest-group")
                .long("smallest-group")
                .default_value("3")
                .value_parser(value_parser!(u64).range(1..)),
        )
        .arg(flag("remove-rare"))
        .arg(
            Arg::new("secret-seed")
                .long("secret-seed")
                .value_parser(value_parser!(u64)),
        )
}

fn simulate() -> Command {
    Command::new("simulate")
        .arg(folder("dir").required(true))
        .arg(seed())
        .arg(
            Arg::new("n")
                .long("n")
                .value_parser(value_parser!(u32).range(1..=10_000_000)),
        )
        .arg(file("out").long("out"))
}

fn table() -> Command {
    Command::new("table")
        .arg(folder("dir").required(true))
        .arg(Arg::new("question"))
        .args(answers())
        .arg(text("by"))
        .arg(text("where"))
        .arg(text("row"))
        .arg(flag("columns"))
        .arg(
            Arg::new("base")
                .long("base")
                .default_value("asked")
                .value_parser(PossibleValuesParser::new(["asked", "answered"])),
        )
        .arg(flag("test"))
        .arg(flag("intervals"))
        .arg(flag("nets"))
        .arg(
            Arg::new("marks")
                .long("marks")
                .value_name("%")
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("5")
                .value_parser(PossibleValuesParser::new(["10", "5", "1", "0.1"])),
        )
        .arg(text("adjust-by").conflicts_with_all(["shared", "columns"]))
        .arg(flag("shared"))
        .arg(json())
        .arg(flag("csv").conflicts_with("json"))
}

fn plan() -> Command {
    let percent = |id: &'static str, default: &'static str| {
        Arg::new(id)
            .long(id)
            .default_value(default)
            .value_parser(value_parser!(u8).range(1..=100))
    };
    Command::new("plan")
        .arg(folder("dir").required(true))
        .arg(percent("margin", "5"))
        .arg(percent("response", "100"))
        .arg(json())
}

fn report() -> Command {
    Command::new("report")
        .arg(folder("dir").required(true))
        .args(answers())
        .arg(flag("shared"))
        .arg(folder("out").long("out").required(true))
        .arg(
            Arg::new("form")
                .long("form")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .value_parser(PossibleValuesParser::new(["html", "pdf", "xlsx", "csv"])),
        )
        .arg(
            Arg::new("in")
                .long("in")
                .default_value("both")
                .value_parser(PossibleValuesParser::new(["ja", "en", "both"])),
        )
}

/// The arguments by which a command takes answers and weights.
fn answers() -> [Arg; 3] {
    [
        file("answers").long("answers"),
        file("mapping").long("mapping"),
        Arg::new("weights")
            .long("weights")
            .default_value("none")
            .value_parser(PossibleValuesParser::new([
                "none",
                "population",
                "raked",
                "given",
            ])),
    ]
}

fn seed() -> Arg {
    Arg::new("seed")
        .long("seed")
        .default_value("1")
        .value_parser(value_parser!(u64))
}

fn json() -> Arg {
    flag("json")
}

fn flag(id: &'static str) -> Arg {
    Arg::new(id).long(id).action(ArgAction::SetTrue)
}

fn text(id: &'static str) -> Arg {
    Arg::new(id).long(id)
}

fn file(id: &'static str) -> Arg {
    Arg::new(id)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .value_name("FILE")
}

fn folder(id: &'static str) -> Arg {
    Arg::new(id)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::DirPath)
        .value_name("DIR")
}

/// Gives every command and argument its words: `cli-torikime-study-check` with `.examples`, `cli-arg-dir`.
fn localise(command: Command, language: Language, key: &str) -> Command {
    let examples = words::attr(language, key, "examples", &[]);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let arguments: Vec<String> = command
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .collect();
    let usage = words::say(language, "cli-head-usage", &[]);
    let mut command = command
        .about(words::say(language, key, &[]))
        .help_template(format!(
            "{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading(words::say(language, "cli-head-commands", &[]))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true);
    if !examples.is_empty() {
        command = command.after_help(format!(
            "{}\n{examples}",
            words::say(language, "cli-examples", &[])
        ));
    }
    for id in arguments {
        command = command.mut_arg(id, |argument| say_argument(argument, language));
    }
    command = command.arg(say_argument(help_flag(), language));
    if key == "cli-torikime" {
        command = command.arg(say_argument(version_flag(), language));
    }
    for name in names {
        let below = format!("{key}-{name}");
        command = command.mut_subcommand(name, |sub| localise(sub, language, &below));
    }
    command
}

fn help_flag() -> Arg {
    Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
}

fn version_flag() -> Arg {
    Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
}

/// Gives an argument its words, its default and its values, under the heading of its kind.
fn say_argument(argument: Arg, language: Language) -> Arg {
    let say = |key: &str, args: &[(&str, String)]| words::say(language, key, args);
    let mut help = say(&format!("cli-arg-{}", argument.get_id()), &[]);
    let mut add = |key: &str, values: Vec<String>| {
        if !values.is_empty() {
            help.push_str(&say(key, &[("values", values.join(", "))]));
        }
    };
    let takes_value = argument.get_action().takes_values();
    let values = argument.get_possible_values();
    let values = values.iter().filter(|_| takes_value);
    add(
        "cli-arg-values",
        values.map(|value| value.get_name().to_owned()).collect(),
    );
    let defaults = argument.get_default_values().iter();
    let defaults = defaults.map(|value| value.to_string_lossy().into_owned());
    add("cli-arg-default", defaults.collect());
    let heading = match argument.is_positional() {
        true => say("cli-head-arguments", &[]),
        false => say("cli-head-options", &[]),
    };
    argument
        .help(help)
        .help_heading(heading)
        .hide_default_value(takes_value)
        .hide_possible_values(takes_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_sound_in_both_languages() {
        for language in Language::ALL {
            command(language).debug_assert();
        }
    }

    #[test]
    fn every_command_and_argument_has_words() {
        fn check(command: &Command) {
            assert!(
                !command
                    .get_about()
                    .is_some_and(|about| about.to_string().contains("[cli-")),
                "{}",
                command.get_name()
            );
            let examples = command.get_after_help().map(ToString::to_string);
            assert!(
                examples.is_some_and(|text| !text.contains("[cli-")),
                "{} has no examples",
                command.get_name()
            );
            for argument in command.get_arguments() {
                let help = argument
                    .get_help()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                assert!(
                    !help.is_empty() && !help.contains("[cli-"),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            command.get_subcommands().for_each(check);
        }
        for language in Language::ALL {
            check(&command(language));
        }
    }
}
