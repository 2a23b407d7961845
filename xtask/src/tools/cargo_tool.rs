//! The tools that cargo installs from source. Their own profiles are tuned for speed; these are tuned to compile soon.

use super::install::Tool;
use super::versions::TRUNK;
use crate::command::Run;

/// Trunk, which turns the app's crate into a folder of assets.
pub fn trunk() -> Tool {
    // Trunk only starts other programs: unoptimised it is as good, and compiles in a quarter of the time. It downloads nothing here.
    installed_by_cargo("trunk", "trunk", TRUNK, "0", &["--no-default-features"])
}

/// wasm-bindgen's command-line tool and test runner.
pub fn wasm_bindgen(version: &str) -> Tool {
    // It rewrites the whole module on every build: a little optimisation pays for itself at once.
    installed_by_cargo("wasm-bindgen-cli", "wasm-bindgen", version, "1", &["--no-default-features"])
}

fn installed_by_cargo(
    package: &str,
    program: &'static str,
    version: &str,
    opt_level: &'static str,
    more: &[&str],
) -> Tool {
    let exact = format!("={version}");
    let mut args: Vec<String> =
        ["install", package, "--version", &exact, "--quiet"].map(str::to_owned).into();
    args.extend(more.iter().map(|&arg| arg.to_owned()));
    args.push("--root".to_owned());
    Tool {
        directory: format!("{package}-{version}"),
        program,
        version: version.to_owned(),
        bin: "bin",
        takes: "once, 1 to 4 minutes",
        recipe: Box::new(move |root| {
            let install = || {
                Run::cargo()
                    .args(&args)
                    .args([root])
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", opt_level)
                    .env("CARGO_PROFILE_RELEASE_LTO", "off")
                    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                    .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            };
            // With what its makers built it with: a newer library can break an old tool. A registry that lacks one of those versions says so at once.
            install().args(["--locked"]).run().or_else(|error| {
                eprintln!("{error:#}\n    once more, with the newest libraries that it allows");
                install().run()
            })
        }),
    }
}
