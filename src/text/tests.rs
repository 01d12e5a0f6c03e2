//! Rules for every language, and the reading level of the English sentences.

use super::{Messages, Plural};

/// The built-in languages.
const ALL: &[Messages] = &[Messages::ENGLISH, Messages::SPANISH];

/// Every sentence with the name of its field. The macro names every field, so a new one does not compile until it
/// is added here.
fn sentences<'a>(messages: &Messages<&'a str>) -> Vec<(&'static str, &'a str)> {
    macro_rules! fields {
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
    let sentences = fields!(
        [
            information, warning, error, headline, headline_without_section, outage, downtime,
            degraded_headline, degraded_headline_without_section, degraded, degraded_advice, since, planned,
            planned_open, range_within_day, range, date_time, on_day, today, tonight, tomorrow, time_on_day,
            in_about, noon, midnight, am, pm, until, until_unplanned, until_unknown, overdue,
            rest_works, comes_back, pending, check_again, checking, checked, read_more, warning_headline,
            warning_headline_without_section, warning_body, warning_advice, too_late, dismiss, summary_headline, maintenance_upcoming,
            maintenance_now, maintenance_body, date, start, duration, duration_unknown, back,
        ],
        [several_down, several_degraded, several_back, several_warned]
    );
    sentences
}

fn placeholders(sentence: &str) -> Vec<&str> {
    let mut placeholders: Vec<&str> =
        sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    placeholders.sort_unstable();
    placeholders
}

#[test]
fn every_language_has_every_sentence_with_the_same_placeholders() {
    for messages in ALL {
        let english = sentences(&Messages::ENGLISH);
        for (name, sentence) in sentences(messages) {
            // Languages with a 24-hour clock leave these empty.
            let may_be_empty = ["noon", "midnight", "am", "pm"].contains(&name);
            assert!(may_be_empty || !sentence.trim().is_empty(), "{} {name}", messages.locale);
            let (_, model) = english.iter().find(|(other, _)| *other == name).unwrap();
            assert_eq!(placeholders(sentence), placeholders(model), "{} {name}", messages.locale);
        }
    }
}

#[test]
fn no_two_languages_share_a_tag() {
    let mut tags: Vec<&str> = ALL.iter().map(|messages| messages.locale).collect();
    tags.sort_unstable();
    tags.dedup();
    assert_eq!(tags.len(), ALL.len());
}

#[test]
fn a_plural_falls_back_to_other() {
    let plural = Plural { few: Some("few"), ..Plural::new("one", "other") };
    for (category, form) in [("one", "one"), ("few", "few"), ("many", "other"), ("nonsense", "other")] {
        assert_eq!(plural.form(category), form);
    }
}

/// The Flesch–Kincaid grade of a text: the years of school that a reader needs.
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

/// Counts groups of vowels, without a silent e at the end. Every word has at least one syllable.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(|c| c.is_ascii_alphabetic()).collect();
    let pronounced = match word.strip_suffix('e') {
        Some(short) if !word.ends_with("le") => short,
        _ => &word,
    };
    let is_vowel = |c: char| "aeiouy".contains(c);
    let letters = pronounced.chars().zip(std::iter::once('-').chain(pronounced.chars()));
    letters.filter(|(letter, before)| is_vowel(*letter) && !is_vowel(*before)).count().max(1)
}

#[test]
fn the_grade_follows_the_formula() {
    // One sentence, six words of one syllable each.
    assert!((grade("The cat sat on the mat.") - (0.39 * 6.0 + 11.8 - 15.59)).abs() < 1e-9);
    for (word, count) in [("use", 1), ("available", 4), ("people", 2), ("site", 1), ("system", 2), ("the", 1)]
    {
        assert_eq!(syllables(word), count, "{word}");
    }
    assert!(grade("Organizational infrastructure remediation necessitates unavailability.") > 20.0);
}

#[test]
fn english_needs_eighth_grade_or_less() {
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
    // Leave out labels and buttons: they are no sentences, and they would lower the average.
    let sentences = texts.iter().filter(|(_, text)| words(text) >= 5);
    let whole: String = sentences.map(|(_, text)| format!("{}. ", text.trim_end_matches('.'))).collect();
    println!("all English sentences together: grade {:.1}", grade(&whole));
    assert!(grade(&whole) <= 8.0, "grade {:.1}", grade(&whole));
    // The formula says little about sentences of a few words, where one long word decides.
    for (name, text) in texts.iter().filter(|(_, text)| words(text) >= 8) {
        println!("{name}: grade {:.1}", grade(text));
        assert!(grade(text) <= 8.0, "{name} is of grade {:.1}: {text}", grade(text));
    }
}
