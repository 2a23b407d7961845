//! Words as a sentence.

/// With a capital at its beginning and a full stop at its end.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    let mut whole: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if !whole.ends_with(['.', '!', '?', '…']) {
        whole.push('.');
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn words_become_a_sentence_and_sentences_stay() {
        assert_eq!(sentence(" the agent has only cpus:4 "), "The agent has only cpus:4.");
        assert_eq!(sentence("Is it?"), "Is it?");
    }
}
