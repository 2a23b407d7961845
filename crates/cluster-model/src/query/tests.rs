use super::matcher::contains;
use super::*;

fn problems(source: &str, table: Table) -> Vec<String> {
    Query::parse(source, table).problems.into_iter().map(|problem| problem.words).collect()
}

#[test]
fn a_value_still_being_typed_filters_nothing_and_is_no_problem() {
    let query = Query::parse("state: cpus>", Table::Tasks);
    assert!(query.is_empty());
    assert!(query.problems().is_empty());
}

#[test]
fn what_is_not_understood_is_said_where_it_stands() {
    let source = "web colour:red cpus>many started<soon host<3";
    let query = Query::parse(source, Table::Tasks);
    let said: Vec<_> = query
        .problems()
        .iter()
        .map(|problem| (&source[problem.start..problem.end], &*problem.words))
        .collect();
    assert_eq!(
        said,
        [
            ("colour:red", "There is no column “colour” here."),
            ("cpus>many", "“many” is not a number."),
            ("started<soon", "“soon” is not an age: write 90s, 10m, 2h or 3d."),
            ("host<3", "“host” is text: use host:… or host~…"),
        ]
    );
    assert!(problems("http://a:80", Table::Tasks).len() == 1, "an unknown key is looked for as a word");
}

#[test]
fn quotes_keep_words_together() {
    let query = Query::parse(r#"name:"a b",c -"x y""#, Table::Tasks);
    assert_eq!(
        query.terms,
        [
            Term {
                negated: false,
                test: Test::Text {
                    column: crate::schema::tasks::NAME,
                    how: How::Begins,
                    values: vec!["a b".into(), "c".into()]
                }
            },
            Term { negated: true, test: Test::Word("x y".into()) },
        ]
    );
}

#[test]
fn memory_takes_suffixes() {
    let parse = |source| match &Query::parse(source, Table::Tasks).terms[0].test {
        Test::Number { value, .. } => *value,
        other => panic!("{other:?}"),
    };
    assert_eq!(parse("mem>512"), 512_000);
    assert_eq!(parse("mem>1.5g"), 1_536_000);
    assert_eq!(parse("mem>2GiB"), 2_048_000);
    assert_eq!(parse("cpus>0.25"), 250);
}

#[test]
fn containing_ignores_case_on_either_end() {
    assert!(contains("TASK_Running", "running"));
    assert!(contains("nginx", "nginx"));
    assert!(contains("x", ""));
    assert!(!contains("ngin", "nginx"));
    assert!(!contains("", "a"));
}

mod never_panics {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_parses(source in ".{0,60}") {
            let query = Query::parse(&source, Table::Agents);
            for problem in query.problems() {
                prop_assert!(source.get(problem.start..problem.end).is_some());
            }
        }
    }
}

#[test]
fn what_is_typed_on_narrows_and_what_may_let_rows_in_does_not() {
    let narrows =
        |from: &str, to: &str| Query::parse(to, Table::Tasks).narrows(&Query::parse(from, Table::Tasks));
    for (from, to) in [
        ("", "w"),
        ("we", "web"),
        ("we", "my-web-api"),
        ("web state:r", "web state:ru cpus>2"),
        ("state:r,s", "state:ru"),
        ("host~a", "host~bab"),
        ("-web", "-web api"),
    ] {
        assert!(narrows(from, to), "{from:?} to {to:?}");
    }
    for (from, to) in [
        ("web", "we"),
        ("w", ""),
        ("-w", "-we"),
        ("-we", "we"),
        ("state:r", "state:ru,s"),
        ("state:r", "state~ru"),
        ("cpus>2", "cpus>3"),
        ("started>1h", "started>1h web"),
    ] {
        assert!(!narrows(from, to), "{from:?} to {to:?}");
    }
}
