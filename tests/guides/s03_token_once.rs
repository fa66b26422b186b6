//! S3 (RansomLeak, 21RISK): a token is shown once, a new one ends the old one, and only a hash is kept.

use crate::tenant::{Tenant, refused};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_in_one_answer_and_its_secret_in_no_file() {
    let tenant = Tenant::of("ransomleak").await;
    let (door, minted) = tenant.generate(&tenant.connection).await;
    assert_eq!(minted["secret"], json!(door.token));
    assert_eq!(door.get("/Users").await.status, 200);
    let listed = tenant.about("tokens").await;
    assert!(!listed.to_string().contains(&door.token), "{listed}");
    let (_folder, files) = tenant.stop().await;
    assert!(!files.is_empty());
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let secret = door.token.as_bytes();
        let found = bytes.windows(secret.len()).any(|part| part == secret);
        assert!(!found, "the secret is in {}", file.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn generating_another_one_ends_the_one_before_at_once() {
    for twin in ["ransomleak", "21risk"] {
        let tenant = Tenant::of(twin).await;
        let first = tenant.door().await;
        assert_eq!(first.get("/Users").await.status, 200);
        let second = tenant.door().await;
        let told = refused(&first.get("/Users").await, 401);
        assert!(told.contains("replaced"), "{told}");
        assert_eq!(second.get("/Users").await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_application_allows_several_tokens_both_go_on() {
    let tenant = Tenant::of("generic").await;
    let (first, second) = (tenant.door().await, tenant.door().await);
    assert_eq!(first.get("/Users").await.status, 200);
    assert_eq!(second.get("/Users").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_application_that_shows_a_token_again_does_so_and_from_the_keyring() {
    for (twin, again) in [("whistleblower", true), ("21risk", false)] {
        let tenant = Tenant::of(twin).await;
        assert_eq!(
            tenant.connection(&tenant.connection).await["showsTokens"],
            json!(again)
        );
        let (door, _) = tenant.generate(&tenant.connection).await;
        let of = json!({"connection": tenant.connection, "token": door.token_id});
        let shown = tenant.console.rpc("showToken", of.clone()).await;
        match again {
            true => assert_eq!(shown.unwrap()["secret"], json!(door.token)),
            false => assert!(shown.unwrap_err().message.contains("once")),
        }
        tenant.ask("revokeToken", of.clone()).await;
        assert!(tenant.console.rpc("showToken", of).await.is_err());
        let (_folder, files) = tenant.stop().await;
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let secret = door.token.as_bytes();
            let found = bytes.windows(secret.len()).any(|part| part == secret);
            assert!(!found, "the secret is in {}", file.display());
        }
    }
}
