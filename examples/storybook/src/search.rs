//! Which stories a reader looks for.

use crate::catalog::Story;

/// What a reader has typed. A story is found if it has every word somewhere: in its title, the name of its
/// group, or its sentence. Case and accents do not count.
pub(crate) struct Query {
    words: Vec<String>,
}

impl Query {
    pub(crate) fn new(typed: &str) -> Self {
        Self { words: folded(typed).split_whitespace().map(str::to_owned).collect() }
    }

    /// Nothing is looked for, so everything is found.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(crate) fn finds(&self, story: &Story) -> bool {
        let text = folded(&[story.group, story.title, story.sentence].join(" "));
        self.words.iter().all(|word| text.contains(word))
    }
}

/// Small letters without accents, be they one character with their letter or another after it.
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
        // What a keyboard has in its place.
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
        // A part of a word of the sentence is enough.
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
