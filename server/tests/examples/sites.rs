//! The sites of reverse proxies, understood by those that the machine has.

use super::stage::Stage;
use super::{in_root, read, run};

#[test]
fn nginx_understands_its_site() {
    let stage = Stage::new();
    let (certificate, key) = stage.pair();
    let certificate = stage.file("site.pem", certificate);
    let key = stage.file("site.key", key);
    let site = read(&in_root("deploy/nginx.conf"))
        .replace("/etc/ssl/certs/mesos.example.org.pem", &certificate)
        .replace("/etc/ssl/private/mesos.example.org.key", &key);
    let site = stage.file("site.conf", &site);
    let folder = stage.folder().display();
    let whole = format!(
        "daemon off;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n  access_log off;\n  include {site};\n}}\n"
    );
    let whole = stage.file("nginx.conf", &whole);
    if let Some((ok, words)) = run("nginx", &["-t", "-q", "-e", "stderr", "-c", &whole]) {
        assert!(ok, "{words}");
    }
}

#[test]
fn caddy_understands_its_site() {
    let site = in_root("deploy/Caddyfile");
    let arguments =
        ["adapt", "--validate", "--adapter", "caddyfile", "--config", &site.display().to_string()];
    if let Some((ok, words)) = run("caddy", &arguments) {
        assert!(ok, "{words}");
    }
}

#[test]
fn what_browsers_say_of_themselves_comes_through_neither() {
    for (file, taken_away) in [
        ("deploy/nginx.conf", ["X-Forwarded-User   \"\"", "X-Forwarded-Groups \"\""]),
        ("deploy/Caddyfile", ["header_up -X-Forwarded-User", "header_up -X-Forwarded-Groups"]),
    ] {
        let site = read(&in_root(file));
        for words in taken_away {
            assert!(site.contains(words), "{file}: {words}");
        }
    }
}
