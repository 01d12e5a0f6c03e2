//! What every language must hold to, and how hard English is to read.

use super::{Messages, Plural};

/// The languages that the library speaks.
const ALL: &[Messages] = &[Messages::ENGLISH, Messages::SPANISH];

/// Every sentence with its name. Taken apart by name, so that a new one can't be forgotten here.
fn sentences(messages: &Messages) -> Vec<(&'static str, &'static str)> {
    macro_rules! named {
        ([$($name:ident),* $(,)?], [$($plural:ident),*]) => {{
            let Messages { locale: _, $($name,)* $($plural,)* } = *messages;
            let mut sentences = vec![$((stringify!($name), $name)),*];
            $(
                let Plural { zero, one, two, few, many, other } = $plural;
                let forms = [zero, one, two, few, many, Some(other)];
                sentences.extend(forms.into_iter().flatten().map(|form| (stringify!($plural), form)));
            )*
            sentences
        }};
    }
    #[rustfmt::skip]
    let sentences = named!(
        [
            information, warning, error, headline, headline_without_section, outage, downtime, planned,
            planned_open, range_within_day, range, date_time, noon, midnight, am, pm, until, until_unknown,
            rest_works, comes_back, pending, check_again, checking, checked, read_more, warning_headline,
            warning_headline_without_section, warning_body, warning_advice, dismiss, maintenance_upcoming,
            maintenance_now, maintenance_body, date, start, duration, duration_unknown, back,
        ],
        [several_down, several_back, several_warned]
    );
    sentences
}

fn places(sentence: &str) -> Vec<&str> {
    let mut places: Vec<&str> =
        sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(place, _)| place).collect();
    places.sort_unstable();
    places
}

#[test]
fn every_language_says_every_sentence_with_the_same_places() {
    for messages in ALL {
        let english = sentences(&Messages::ENGLISH);
        for (name, sentence) in sentences(messages) {
            // A language that counts hours to 24 names none of these.
            let may_be_empty = ["noon", "midnight", "am", "pm"].contains(&name);
            assert!(may_be_empty || !sentence.trim().is_empty(), "{} {name}", messages.locale);
            let (_, model) = english.iter().find(|(other, _)| *other == name).unwrap();
            assert_eq!(places(sentence), places(model), "{} {name}", messages.locale);
        }
    }
}

#[test]
fn no_two_languages_have_one_tag() {
    let mut tags: Vec<&str> = ALL.iter().map(|messages| messages.locale).collect();
    tags.sort_unstable();
    tags.dedup();
    assert_eq!(tags.len(), ALL.len());
}

#[test]
fn a_plural_falls_back_to_other() {
    let plural = Plural { few: Some("few"), ..Plural::new("one", "other") };
    for (category, form) in [("one", "one"), ("few", "few"), ("many", "other"), ("nonsense", "other")] {
        assert_eq!(plural.of(category), form);
    }
}

/// Flesch and Kincaid's grade of a text: the school year in which it is understood.
/// <https://en.wikipedia.org/wiki/Flesch–Kincaid_readability_tests>
fn grade(text: &str) -> f64 {
    let sentences =
        text.split(['.', '!', '?', '…']).filter(|part| part.chars().any(char::is_alphabetic)).count();
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (sentences, words, syllables) = (sentences as f64, words.len() as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

/// Groups of vowels, without a silent e at the end, and at least one.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(|c| c.is_ascii_alphabetic()).collect();
    let spoken = match word.strip_suffix('e') {
        Some(short) if !word.ends_with("le") => short,
        _ => &word,
    };
    let is_vowel = |c: char| "aeiouy".contains(c);
    let groups = spoken.chars().zip(std::iter::once('-').chain(spoken.chars()));
    groups.filter(|(now, before)| is_vowel(*now) && !is_vowel(*before)).count().max(1)
}

#[test]
fn the_grade_of_a_text_is_what_its_formula_says() {
    // One sentence, six words of one syllable each.
    assert!((grade("The cat sat on the mat.") - (0.39 * 6.0 + 11.8 - 15.59)).abs() < 1e-9);
    for (word, count) in [("use", 1), ("available", 4), ("people", 2), ("site", 1), ("system", 2), ("the", 1)]
    {
        assert_eq!(syllables(word), count, "{word}");
    }
    assert!(grade("Organizational infrastructure remediation necessitates unavailability.") > 20.0);
}

#[test]
fn english_is_read_at_eighth_grade_or_below() {
    let filled = |sentence: &str| {
        sentence
            .replace("{section}", "direct deposit")
            .replace("{range}", "for May 2, from 8:00 to 10:00")
            .replace("{time}", "May 2 at 8:00")
            .replace("{day}", "May 2")
            .replace("{start}", "8:00")
            .replace("{end}", "10:00")
            .replace("{count}", "3")
    };
    let all = sentences(&Messages::ENGLISH);
    let texts: Vec<(&str, String)> = all.iter().map(|(name, sentence)| (*name, filled(sentence))).collect();
    let words = |text: &str| text.split_whitespace().count();
    // Labels and buttons are no sentences, and would only make the average look better.
    let sentences = texts.iter().filter(|(_, text)| words(text) >= 5);
    let whole: String = sentences.map(|(_, text)| format!("{}. ", text.trim_end_matches('.'))).collect();
    println!("all English sentences together: grade {:.1}", grade(&whole));
    assert!(grade(&whole) <= 8.0, "grade {:.1}", grade(&whole));
    // Of a few words alone the formula tells little: one long one decides.
    for (name, text) in texts.iter().filter(|(_, text)| words(text) >= 8) {
        println!("{name}: grade {:.1}", grade(text));
        assert!(grade(text) <= 8.0, "{name} is of grade {:.1}: {text}", grade(text));
    }
}
