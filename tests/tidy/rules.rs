//! The table of rules in ARCHITECTURE.md says what the program says, no more and no less.

use std::collections::BTreeSet;

use sandbox::diagnoses::RULES;

use crate::tree::text;

const PAGE: &str = "src-tauri/ARCHITECTURE.md";

#[test]
fn the_table_of_rules_is_that_of_the_program() {
    let page = text(PAGE);
    let section = page.split("## Diagnoses").nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| "));
    let rows: Vec<&str> = rows.filter(|line| !line.starts_with("| rule ")).collect();
    let own: Vec<String> = RULES.iter().map(sandbox::diagnoses::Rule::row).collect();
    assert_eq!(rows, own, "{PAGE} must hold:\n{}", own.join("\n"));
}

#[test]
fn rules_are_told_apart_and_speak_in_whole_sentences() {
    let keys: BTreeSet<String> = RULES.iter().map(sandbox::diagnoses::Rule::key).collect();
    assert_eq!(keys.len(), RULES.len(), "each rule and case stands once");
    for rule in RULES {
        let fixes = rule.fixes.iter().map(|fix| fix.text);
        let all = [rule.cause, rule.consequence, rule.closes].into_iter();
        for sentence in all.chain(fixes) {
            assert!(sentence.ends_with('.'), "{}: {sentence}", rule.key());
            assert!(!sentence.contains("  "), "{}: {sentence}", rule.key());
        }
        assert!(!rule.fixes.is_empty(), "{} says what to do", rule.key());
        for sentence in [rule.one, rule.many] {
            assert!(!sentence.ends_with(' '), "{}: {sentence}", rule.key());
        }
        assert!(rule.section.starts_with("RFC "), "{}", rule.key());
    }
}
