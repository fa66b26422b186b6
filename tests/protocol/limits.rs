//! How much a request may carry (RFC 7644 §3.12, RFC 9110 §15.5): more is a clear error and never a
//! 5xx, a hang or a panic.

use crate::scene::{Scene, assert_answer, assert_error, detail, encoded};
use acceptance::harness::population::patch;
use acceptance::harness::wire::send_raw;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test(flavor = "multi_thread")]
async fn a_head_above_64_kib_is_a_431_with_a_scim_body_and_a_row() {
    let scene = Scene::empty().await;
    let filler = "x".repeat(server::LARGEST_HEAD);
    let request = format!("GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nX-Filler: {filler}\r\n\r\n");
    let answer = send_raw(scene.door.address, request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    assert!(answer.contains("\"status\":\"431\""), "{answer}");
    let row = &scene.bench.recorded(&scene.door)[0].exchange;
    assert_eq!((row.status, row.path.as_str()), (431, "/scim/v2/Users"));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_headers_are_a_431() {
    let scene = Scene::empty().await;
    let many: String = (0..150).map(|n| format!("X-{n}: y\r\n")).collect();
    let request = format!("GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\n{many}\r\n");
    let answer = send_raw(scene.door.address, request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    assert!(answer.contains("more than 100 headers"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_above_32_kib_is_a_414_that_names_the_way_out() {
    let scene = Scene::empty().await;
    for length in [server::LONGEST_TARGET, 2 * server::LARGEST_HEAD] {
        let request = format!(
            "GET /scim/v2/Users?x={} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\r\n",
            "y".repeat(length),
            scene.door.token
        );
        let answer = send_raw(scene.door.address, request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 414"), "{answer}");
        assert!(answer.contains(".search"), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_may_have_1_mib_and_those_of_bulk_10() {
    let scene = Scene::empty().await;
    let note = "n".repeat(2 * server::LARGEST_BODY);
    let user = json!({"userName": "large", "displayName": note});
    assert_error(&scene.door.post("/Users", &user).await, 413, None);
    assert_error(&scene.door.post("/.search", &user).await, 413, None);
    let operation = json!({"method": "POST", "path": "/Users", "bulkId": "a", "data": {"userName": "x", "x": "y"}});
    let mut operations = vec![operation];
    let padding = json!({"method": "DELETE", "path": "/Users/none", "data": note});
    operations.extend(vec![padding; 4]);
    let bulk = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": operations,
    });
    let answer = scene.door.post("/Bulk", &bulk).await;
    assert_eq!(answer.status, 200, "8 MiB: {}", answer.text());
    let text = " ".repeat(server::LARGEST_BULK + 1);
    let request = scene.door.request("POST", "/Bulk").bytes(text);
    let answer = scene.door.send(&request).await;
    assert_error(&answer, 413, None);
    assert!(detail(&answer).contains("10240 KiB"), "{}", detail(&answer));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_sends_its_whole_body_first_reads_that_it_is_too_large() {
    let scene = Scene::empty().await;
    let length = server::LARGEST_BODY + 1024 * 1024;
    let framed = [
        format!("Content-Length: {length}\r\n\r\n"),
        format!("Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n"),
    ];
    for framing in framed {
        let head = format!(
            "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n{framing}",
            scene.door.token
        );
        let mut stream = TcpStream::connect(scene.door.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        for _ in 0..length / 64 / 1024 {
            // Time enough for a server that would not wait for the rest.
            assert_eq!(scene.door.get("/ServiceProviderConfig").await.status, 200);
            stream.write_all(&[b' '; 64 * 1024]).await.unwrap();
        }
        stream.write_all(b"\r\n0\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        let head = answer.to_ascii_lowercase();
        assert!(head.contains("\r\nconnection: close\r\n"), "{answer}");
        assert!(answer.contains("1024 KiB"), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_too_large_for_any_number_is_past_the_end() {
    let scene = Scene::start().await;
    for index in ["9223372036854775807", "99999999999999999999"] {
        let path = format!("/Users?startIndex={index}");
        let answer = scene.door.get(&path).await;
        assert_answer(&answer, 200, &json!({"totalResults": 3, "itemsPerPage": 0}));
        let answer = scene.door.get(&format!("{path}&sortBy=userName")).await;
        assert_answer(&answer, 200, &json!({"totalResults": 3, "itemsPerPage": 0}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_let_in_cannot_send_the_10_mib_of_bulk() {
    let scene = Scene::empty().await;
    for (token, status) in [(scene.door.token.as_str(), "100"), ("wrong", "401")] {
        let head = format!(
            "POST /scim/v2/Bulk HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
            server::LARGEST_BULK
        );
        let mut stream = TcpStream::connect(scene.door.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = vec![0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        assert_eq!(answer, format!("HTTP/1.1 {status}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_may_nest_64_levels() {
    let scene = Scene::start().await;
    let nested = |levels: usize| {
        let mut value = json!("x");
        for _ in 0..levels {
            value = json!([value]);
        }
        value
    };
    for levels in [65, 100, 126] {
        let user = json!({"userName": "deep", "x": nested(levels)});
        assert_error(
            &scene.door.post("/Users", &user).await,
            400,
            Some("invalidSyntax"),
        );
        let search = json!({"filter": nested(levels)});
        assert_error(
            &scene.door.post("/.search", &search).await,
            400,
            Some("invalidSyntax"),
        );
        let bulk = json!({"Operations": [{"method": "POST", "path": "/Users", "data": user}]});
        let answer = scene.door.post("/Bulk", &bulk).await;
        assert!(
            answer.status == 400 || refused_inside(&answer.json()),
            "{}",
            answer.text()
        );
    }
}

fn refused_inside(body: &Value) -> bool {
    body["Operations"][0]["status"] == json!("400")
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_have_a_length_and_a_depth() {
    let scene = Scene::start().await;
    let long = format!(
        "userName eq \"{}\"",
        "x".repeat(scim::limits::FILTER_LENGTH)
    );
    let search = json!({"filter": long});
    assert_error(
        &scene.door.post("/.search", &search).await,
        400,
        Some("invalidFilter"),
    );
    let depth = scim::limits::FILTER_DEPTH + 1;
    let deep = format!("{}userName pr{}", "(".repeat(depth), ")".repeat(depth));
    let path = format!("/Users?filter={}", encoded(&deep));
    assert_error(&scene.door.get(&path).await, 400, Some("invalidFilter"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patch_has_at_most_1000_operations() {
    let scene = Scene::start().await;
    let operation = json!({"op": "replace", "path": "title", "value": "x"});
    let many = vec![operation; scim::limits::PATCH_OPERATIONS + 1];
    let answer = scene
        .door
        .patch(&scene.user("ada"), &patch(json!(many)))
        .await;
    assert_error(&answer, 413, None);
    assert!(detail(&answer).contains("1000"), "{}", detail(&answer));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_has_at_most_1000_resources_and_says_how_many_it_has() {
    let scene = Scene::start().await;
    let answer = scene.door.get("/Users?count=100000000000").await;
    assert_answer(&answer, 200, &json!({"totalResults": 3, "itemsPerPage": 3}));
    let findings = &scene.bench.recorded(&scene.door)[0].findings;
    let rules: Vec<&str> = findings
        .iter()
        .map(|found| found.finding.rule.as_ref())
        .collect();
    assert!(rules.contains(&"RFC-page-size"), "{rules:?}");
}

/// Otherwise what a client reads could not be sent back.
#[tokio::test(flavor = "multi_thread")]
async fn no_resource_grows_larger_than_a_body_may_be() {
    let scene = Scene::start().await;
    let part =
        |n: usize| json!({"op": "add", "path": format!("x{n}"), "value": "n".repeat(450_000)});
    let path = scene.user("ada");
    for n in [1, 2] {
        let answer = scene.door.patch(&path, &patch(json!([part(n)]))).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let answer = scene.door.patch(&path, &patch(json!([part(3)]))).await;
    assert_error(&answer, 413, None);
    assert!(detail(&answer).contains("1000000"), "{}", detail(&answer));
    let large = json!({"userName": "large", "x": "n".repeat(1_100_000)});
    let bulk = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [
            {"method": "POST", "path": "/Users", "bulkId": "a", "data": large},
            {"method": "POST", "path": "/Users", "bulkId": "b", "data": {"userName": "small"}},
        ],
    });
    let answer = scene.door.post("/Bulk", &bulk).await.json();
    assert_eq!(answer["Operations"][0]["status"], json!("413"), "{answer}");
    assert_eq!(answer["Operations"][1]["status"], json!("201"), "{answer}");
    let read = scene.door.get(&path).await;
    assert!(read.json().get("x3").is_none());
    let back = scene.door.put(&path, &read.json()).await;
    assert_answer(
        &back,
        200,
        &json!({"meta": {"version": read.json()["meta"]["version"]}}),
    );
}
