//! Terms of a list's filter that pass exactly one value.

/// `column=value`, quoted where the value would be read as several.
pub fn exactly(column: &str, value: &str) -> String {
    if value.contains(|c: char| c == ',' || c.is_whitespace()) {
        format!("{column}=\"{value}\"")
    } else {
        format!("{column}={value}")
    }
}

#[cfg(test)]
mod tests {
    use super::exactly;

    #[test]
    fn values_of_several_words_are_quoted() {
        assert_eq!(exactly("agent_id", "a1-S0"), "agent_id=a1-S0");
        assert_eq!(exactly("framework_id", "my framework"), "framework_id=\"my framework\"");
        assert_eq!(exactly("role", "a,b"), "role=\"a,b\"");
    }
}
