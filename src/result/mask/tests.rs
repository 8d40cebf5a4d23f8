use super::*;

#[test]
fn secrets_are_masked_in_whatever_form_they_come() {
    for (text, masked) in [
        ("https://a.test/?token=abc&page=2", "https://a.test/?token=***&page=2"),
        ("https://a.test/?page=2&API_KEY=abc", "https://a.test/?page=2&API_KEY=***"),
        ("https://a.test/?access_token=abc#x", "https://a.test/?access_token=***#x"),
        ("https://a.test/cb?code=1&state=2", "https://a.test/cb?code=***&state=2"),
        ("https://a.test/#id_token=abc", "https://a.test/#id_token=***"),
        ("https://a.test/#access_token=ab#c&x=1", "https://a.test/#access_token=***&x=1"),
        ("https://s3.test/f?X-Amz-Expires=60&a=1", "https://s3.test/f?X-Amz-Expires=***&a=1"),
        ("https://a.test/?q=d41d8cd98f00b204e9800998ecf8427e", "https://a.test/?q=***"),
        ("https://a.test/?d41d8cd98f00b204e9800998ecf8427e", "https://a.test/?***"),
        // A mask within a secret makes it no less of one.
        ("https://a.test/?next=https%3A%2F%2Fb.test%2F%3Ftoken%3DS3cr3t***", "https://a.test/?next=***"),
        // Names.
        ("https://a.test/?to%6ben=abc", "https://a.test/?to%6ben=***"),
        ("https://a.test/?PHPSESSID=1&authorization=2", "https://a.test/?PHPSESSID=***&authorization=***"),
        ("https://a.test/?bearer=1&otp=2&pin=3", "https://a.test/?bearer=***&otp=***&pin=***"),
        ("https://a.test/?passphrase=1&tokens=2", "https://a.test/?passphrase=***&tokens=***"),
        ("https://a.test/?api_key_v2=1&token2=3", "https://a.test/?api_key_v2=***&token2=***"),
        ("https://a.test/?accessToken=1&token[]=2", "https://a.test/?accessToken=***&token[]=***"),
        ("https://a.test/?session_id=1", "https://a.test/?session_id=***"),
        // Values.
        ("https://a.test/?token=a?b;c/d&e=f", "https://a.test/?token=***&e=f"),
        ("https://a.test/?token=a;page=2", "https://a.test/?token=***;page=2"),
        ("https://a.test/?token=a b", "https://a.test/?token=***"),
        // In the path.
        ("https://a.test/x;jsessionid=1F/y?z=1", "https://a.test/x;jsessionid=***/y?z=1"),
        ("https://a.test/x;v=1;sid=2?z=1", "https://a.test/x;v=1;sid=***?z=1"),
        // Users.
        ("ftp://me:pass@a.test/f", "ftp://***@a.test/f"),
        ("https://me:p@ss@a.test?sig=1", "https://***@a.test?sig=***"),
        ("https://me@a.test/", "https://***@a.test/"),
        ("https:user:secret@a.test", "https:***@a.test"),
        ("https:\\\\user:secret@a.test/", "https:\\\\***@a.test/"),
        ("https:/user:secret@a.test/", "https:/***@a.test/"),
        ("//user:secret@a.test/", "//***@a.test/"),
        ("user:secret@a.test/path", "***@a.test/path"),
        ("https://user:p?ss@a.test/", "https://***@a.test/"),
        ("https://user:p/s#s@a.test/@x", "https://***@a.test/@x"),
        ("https://user:my secret@a.test/", "https://***@a.test/"),
        ("postgres://user:secret@db.test/x", "postgres://***@db.test/x"),
        // Within others.
        ("https://a.test/?next=https%3A%2F%2Fb.test%2F%3Ftoken%3Dabc", "https://a.test/?next=***"),
        ("https://a.test/?next=https://me:x@b.test/", "https://a.test/?next=https://***@b.test/"),
        ("https://w.test/2020/https://b.test/?sig=1", "https://w.test/2020/https://b.test/?sig=***"),
        ("token=abc", "token=***"),
        (
            "see https://a.test/?token=abc and \"//u:p@b.test\".",
            "see https://a.test/?token=*** and \"//***@b.test\".",
        ),
        (
            "exceeded with url: /x?token=abc (caused by a reset)",
            "exceeded with url: /x?token=*** (caused by a reset)",
        ),
        ("<a href=\"/x?a=1&amp;token=abc\">", "<a href=\"/x?a=1&amp;token=***\">"),
    ] {
        assert_eq!(mask(text), masked, "{text}");
        assert!(holds_secret(text) && holds_secret(&format!("# a list\n{text}\n")), "{text}");
        assert!(matches!(mask(masked), Cow::Borrowed(_)), "{masked}: {}", mask(masked));
    }
}

#[test]
fn a_password_that_was_cut_is_masked_too() {
    let cut = format!("https://user:{}", "x".repeat(200));
    assert_eq!(mask(&cut), "https://***");
    assert_eq!(mask("https://a.test:port"), "https://a.test:port");
}

#[test]
fn all_else_stays_as_it_is() {
    for text in [
        "https://a.test/commit/d41d8cd98f00b204e9800998ecf8427e",
        "https://a.test/123e4567-e89b-12d3-a456-426614174000/1234567890123456789012345678",
        "https://a.test/?zip_code=8001&utm_campaign=spring-sale-2024-newsletter-version-2",
        "https://a.test/?token=&key=",
        "https://a.test/@me?monkey=1&bypass=2&author=3&keyword=4&keys=5",
        "https://a.test:8080/@me",
        "https://[::1]:8080/a@b",
        "https://a.test/?title=TheQuickBrownFoxJumpsOverTheLazyDog2024",
        "https://a.test/?fbclid=IwAR0a1B2c3D4e5F6g7H8i9J0k1L2m3N4",
        "https://a.test/?gclid=Cj0KCQiA1a2b3c4d5e6f7g8h9&gbraid=0AAAAAo1b2c3d4e5f6g7h8i9j",
        "https://a.test/?id=507f1f77bcf86cd799439011&list=PLa1b2c3d4e5f6g7h8i9j0k1l2m3",
        "https://a.test/?n=123456789012345678901234567890",
        "https://a.test/?u=123e4567-e89b-12d3-a456-426614174000",
        "https://a.test/x?v=0123456789abcdef0123456789abcdef",
        "https://a.test/?token=***",
        "https://***@a.test/",
        "mailto:me@a.test",
        "git@a.test:me/x.git",
        "write to me@a.test: it is 12:30",
        "no link at all; key",
        "/items/0/url",
        "",
    ] {
        assert!(matches!(mask(text), Cow::Borrowed(_)), "{text}: {}", mask(text));
        assert!(!holds_secret(text), "{text}");
    }
}

#[test]
fn a_text_that_is_all_signs_takes_no_longer() {
    // Each would take minutes if every sign were followed to the end of the text.
    for sign in [
        "/",
        ":",
        "://",
        "http:",
        ",",
        "a:",
        "a:,",
        "=",
        "?a=",
        ";a=",
        "%40",
        "&",
        "@",
        " http://a:b",
        "http://a:b/",
    ] {
        let text = sign.repeat(100_000 / sign.len());
        let ends = [text.clone(), format!("{text}@"), format!("https://{text}@/")];
        let secrets = ends.iter().filter(|text| holds_secret(text)).count();
        assert!(secrets <= ends.len(), "{sign}");
    }
}
