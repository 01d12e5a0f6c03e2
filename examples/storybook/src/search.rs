//! Matches stories against the text of the search field.

use crate::catalog::Story;

/// A search for words. A story matches if its title, the name of its group or its sentence contains every word. Case
/// and accents are ignored.
pub(crate) struct Query {
    words: Vec<String>,
}

impl Query {
    pub(crate) fn new(typed: &str) -> Self {
        Self { words: folded(typed).split_whitespace().map(str::to_owned).collect() }
    }

    /// Whether there is no word to search for, so that every story matches.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(crate) fn finds(&self, story: &Story) -> bool {
        let text = folded(&[story.group, story.title, story.sentence].join(" "));
        self.words.iter().all(|word| text.contains(word))
    }
}

/// Lower case without accents, whether precomposed or as combining characters.
fn folded(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .map(bare)
        .collect()
}

fn bare(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        // Typed on a keyboard in place of the typographic character.
        '’' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;

    fn found(typed: &str) -> Vec<&'static str> {
        let query = Query::new(typed);
        catalog::all().filter(|story| query.finds(story)).map(|story| story.id).collect()
    }

    #[test]
    fn every_word_has_to_be_found_anywhere() {
        assert_eq!(found("guardedsection hostile"), ["guarded-section/hostile"]);
        assert_eq!(found("hostile guardedsection"), ["guarded-section/hostile"]);
        assert_eq!(found("broken hostile"), [""; 0]);
        // A part of a word is enough.
        assert!(found("half filled").contains(&"guarded-section/keep"));
    }

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(found("HÓSTÌLE"), ["guarded-section/hostile"]);
        assert_eq!(found("ho\u{301}stile"), ["guarded-section/hostile"]);
        assert_eq!(folded("Último, DIJO; la app’s"), "ultimo, dijo; la app's");
    }

    #[test]
    fn nothing_asked_finds_everything() {
        assert!(Query::new(" \t").is_empty());
        assert_eq!(found("").len(), catalog::all().count());
    }
}
