//! The body of a Bulk request (RFC 7644 §3.7): every operation is planned exactly once and after
//! what it refers to, circles are cut and closed again, and after substitution nothing refers to
//! anything any more.

use std::collections::HashMap;

use scim::bulk::{
    Limits, Method, Operation, Rejected, Request, Step, Substitution, parse, references, without,
};
use serde_json::Value;

use crate::judgement::{are_findings, in_time, is_a_refusal, is_refused};

/// Fails when the law does not hold for these bytes.
pub fn check(input: &[u8]) {
    let Ok(body) = serde_json::from_slice::<Value>(input) else {
        return;
    };
    let request = match in_time("reading", || parse(body, Limits::default())) {
        Ok(found) => {
            are_findings(&found.findings);
            found.value
        }
        Err(refused) => return is_refused(&refused),
    };
    assert!(!request.operations.is_empty(), "nothing to do is refused");
    assert_ne!(request.fail_on_errors, Some(0));
    for entry in &request.operations {
        match entry {
            Ok(operation) => makes_sense(operation),
            Err(Rejected { error, .. }) => is_a_refusal(error),
        }
    }
    let plan = in_time("planning", || request.plan());
    each_is_carried_out_once(&request, &plan);
    nothing_comes_before_what_it_refers_to(&request, &plan);
    substitution_leaves_nothing_open(&request);
}

fn makes_sense(operation: &Operation) {
    let creates = operation.method == Method::Post;
    assert_eq!(operation.target.id.is_none(), creates, "{operation:?}");
    assert!(operation.target.endpoint.starts_with('/'), "{operation:?}");
    let removes = operation.method == Method::Delete;
    assert_eq!(operation.data.is_null(), removes, "{operation:?}");
}

fn each_is_carried_out_once(request: &Request, plan: &[Step]) {
    let mut runs = vec![0; request.operations.len()];
    let mut open = vec![false; request.operations.len()];
    for step in plan {
        match step {
            Step::Run(at) => runs[*at] += 1,
            Step::RunWithout(at, missing) => {
                assert!(!missing.is_empty(), "cut, but nothing is missing");
                runs[*at] += 1;
                open[*at] = true;
            }
            Step::Complete(at) => assert!(std::mem::take(&mut open[*at]), "{plan:?}"),
        }
    }
    assert!(runs.iter().all(|count| *count == 1), "{plan:?}");
    assert!(open.iter().all(|open| !open), "left open: {plan:?}");
}

fn nothing_comes_before_what_it_refers_to(request: &Request, plan: &[Step]) {
    let mut posts: HashMap<&str, usize> = HashMap::new();
    for (at, entry) in request.operations.iter().enumerate() {
        if let Ok(Operation {
            method: Method::Post,
            bulk_id: Some(name),
            ..
        }) = entry
        {
            posts.entry(name).or_insert(at);
        }
    }
    let mut tried = vec![false; request.operations.len()];
    for step in plan {
        let (at, cut): (usize, &[String]) = match step {
            Step::Run(at) | Step::Complete(at) => (*at, &[]),
            Step::RunWithout(at, missing) => (*at, missing),
        };
        if let Ok(operation) = &request.operations[at] {
            let wanted = references(&without(&operation.data, cut));
            let before = wanted.iter().filter_map(|name| posts.get(name.as_str()));
            for post in before {
                assert!(tried[*post] || *post == at, "{at} before {post}: {plan:?}");
            }
        }
        tried[at] = true;
    }
}

fn substitution_leaves_nothing_open(request: &Request) {
    for operation in request.operations.iter().flatten() {
        let mut done = operation.clone();
        let known = Substitution::operation(&mut done, &|_| Some("2819c223".to_owned()));
        assert_eq!(known.unresolved, Vec::<String>::new(), "{operation:?}");
        assert_eq!(references(&done.data), Vec::<String>::new(), "{done:?}");
        let mut untouched = operation.clone();
        let unknown = Substitution::operation(&mut untouched, &|_| None);
        assert_eq!(&untouched, operation, "changed without an id");
        let named = references(&operation.data).into_iter();
        for name in named {
            assert!(unknown.unresolved.contains(&name), "{name} is forgotten");
        }
        let all = references(&operation.data);
        let stripped = without(&operation.data, &all);
        if !operation.data.is_string() {
            assert_eq!(references(&stripped), Vec::<String>::new(), "{stripped}");
        }
    }
}
