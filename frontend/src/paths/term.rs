//! Terms of a list's filter that pass exactly one value.

use std::borrow::Cow;

/// `column=value`, quoted where the value would be read as several.
pub fn exactly(column: &str, value: &str) -> String {
    format!("{column}={}", quoted(value))
}

/// `column=one,other`: passes any of the values.
pub fn one_of<'a>(column: &str, values: impl IntoIterator<Item = &'a str>) -> String {
    let values: Vec<_> = values.into_iter().map(quoted).collect();
    format!("{column}={}", values.join(","))
}

fn quoted(value: &str) -> Cow<'_, str> {
    if value.contains(|c: char| c == ',' || c.is_whitespace()) {
        format!("\"{value}\"").into()
    } else {
        value.into()
    }
}

#[cfg(test)]
mod tests {
    use super::{exactly, one_of};

    #[test]
    fn values_of_several_words_are_quoted() {
        assert_eq!(exactly("agent_id", "a1-S0"), "agent_id=a1-S0");
        assert_eq!(exactly("framework_id", "my framework"), "framework_id=\"my framework\"");
        assert_eq!(exactly("role", "a,b"), "role=\"a,b\"");
    }

    #[test]
    fn several_values_are_one_term() {
        assert_eq!(one_of("role", ["eng", "eng/web"]), "role=eng,eng/web");
        assert_eq!(one_of("role", ["a,b", "c"]), "role=\"a,b\",c");
    }
}
