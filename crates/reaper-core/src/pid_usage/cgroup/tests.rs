use super::{Group, Limit, Source, Version, find, unescape};
use proptest::prelude::*;
use std::fs;
use std::os::unix::ffi::OsStrExt;

const V1: &str = "39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids\n";
const V2: &str = "41 31 0:38 / /sys/fs/cgroup/unified rw shared:9 master:2 - cgroup2 cgroup2 rw\n";

fn found(mounts: &str, membership: &str) -> Vec<(String, String, Version)> {
    let text = |bytes: &[u8]| str::from_utf8(bytes).unwrap().to_owned();
    find(mounts.as_bytes(), membership.as_bytes())
        .iter()
        .map(|group| {
            (
                text(&group.dir),
                text(&group.dir[..group.top]),
                group.version,
            )
        })
        .collect()
}

fn one(dir: &str, top: &str, version: Version) -> Vec<(String, String, Version)> {
    vec![(dir.to_owned(), top.to_owned(), version)]
}

#[test]
fn v1_is_found_by_its_controller() {
    let found = found(V1, "9:cpu,cpuacct:/x\n8:pids:/a/b:c\n");
    let (dir, top) = ("/sys/fs/cgroup/pids/a/b:c", "/sys/fs/cgroup/pids");
    assert_eq!(found, one(dir, top, Version::V1));
}

#[test]
fn v2_is_found_by_its_file_system() {
    let found = found(V2, "0::/user.slice\n");
    let (dir, top) = (
        "/sys/fs/cgroup/unified/user.slice",
        "/sys/fs/cgroup/unified",
    );
    assert_eq!(found, one(dir, top, Version::V2));
}

#[test]
fn in_a_hybrid_layout_the_controller_belongs_to_v1() {
    let mounts = [V2, V1].concat();
    let v1 = found(&mounts, "8:pids:/a\n0::/b\n");
    assert_eq!(
        v1,
        one("/sys/fs/cgroup/pids/a", "/sys/fs/cgroup/pids", Version::V1)
    );
    let v2 = found(&mounts, "1:name=systemd:/\n0::/b\n");
    assert_eq!(v2[0].0, "/sys/fs/cgroup/unified/b");
}

#[test]
fn a_container_sees_a_bind_mount_of_its_own_group() {
    let mounts = "1 2 0:3 /docker/id /sys/fs/cgroup/pids ro - cgroup cgroup rw,pids\n";
    let own = found(mounts, "4:pids:/docker/id\n");
    assert_eq!(
        own,
        one("/sys/fs/cgroup/pids", "/sys/fs/cgroup/pids", Version::V1)
    );
    let below = found(mounts, "4:pids:/docker/id/job\n");
    assert_eq!(below[0].0, "/sys/fs/cgroup/pids/job");
    // The path is that of another container, whose name begins with the same letters.
    assert_eq!(found(mounts, "4:pids:/docker/idle\n"), []);
}

#[test]
fn what_lies_above_a_cgroup_namespace_is_not_guessed() {
    let mounts = "1 2 0:3 /.. /sys/fs/cgroup ro - cgroup2 cgroup2 rw\n";
    assert_eq!(found(mounts, "0::/\n"), []);
    assert_eq!(found(V2, "0::/../sibling\n"), []);
}

#[test]
fn without_the_controller_nothing_is_found() {
    assert_eq!(found(V1, "8:cpu:/\n"), []);
    assert_eq!(found("", "0::/\n"), []);
    assert_eq!(
        found(
            "1 2 0:3 / /sys/fs/cgroup rw - tmpfs none rw,pids\n",
            "8:pids:/\n"
        ),
        []
    );
}

#[test]
fn limits_come_from_the_inside_out_and_only_where_there_are_any() {
    let mount = std::env::temp_dir().join(format!("reaper-core-{}", std::process::id()));
    let top = mount.join("top");
    let dir = top.join("a/b/c");
    fs::create_dir_all(&dir).unwrap();
    // The first is above the top.
    for (group, max, current) in [
        ("..", "1", 1),
        ("a", "20", 9),
        ("a/b", "max", 8),
        ("a/b/c", "30", 7),
    ] {
        fs::write(top.join(group).join("pids.max"), format!("{max}\n")).unwrap();
        fs::write(top.join(group).join("pids.current"), format!("{current}\n")).unwrap();
        fs::write(top.join(group).join("cgroup.threads"), "1\n22\n").unwrap();
    }
    let group = Group {
        dir: dir.as_os_str().as_bytes().to_vec(),
        top: top.as_os_str().len(),
        version: Version::V2,
    };
    let outer = top.join("a");
    let limits = group.limits();
    assert_eq!(group.count_living(&outer), 6);
    fs::remove_dir_all(&mount).unwrap();
    let expected = [
        Limit {
            source: Source::Cgroup(dir),
            tasks: 7,
            limit: 30,
        },
        Limit {
            source: Source::Cgroup(outer),
            tasks: 9,
            limit: 20,
        },
    ];
    assert_eq!(limits, expected);
    // As text, too: two paths are equal when one of them ends in a slash.
    assert_eq!(format!("{limits:?}"), format!("{expected:?}"));
}

/// Escapes a path as the kernel does (fs/proc_namespace.c, `mangle`).
fn escape(path: &[u8]) -> String {
    let escaped = path.iter().map(|byte| match byte {
        b' ' | b'\t' | b'\n' | b'\\' | b'#' => format!("\\{byte:03o}"),
        byte => char::from(*byte).to_string(),
    });
    escaped.collect()
}

proptest! {
    #[test]
    fn what_the_kernel_escaped_comes_back(path in "[ -~\t\n]{0,40}") {
        let unescaped = unescape(escape(path.as_bytes()).as_bytes());
        prop_assert_eq!(unescaped, path.as_bytes());
    }

    #[test]
    fn any_name_of_a_mount_and_a_group_is_found(
        top in "/[ -.0-~\t]{1,20}", name in "[ -.0-~\t]{1,20}",
    ) {
        prop_assume!(name != "." && name != ".." && top != "/." && top != "/..");
        let mounts = format!("1 2 0:3 / {} rw - cgroup2 cgroup2 rw\n", escape(top.as_bytes()));
        let found = found(&mounts, &format!("0::/{name}\n"));
        prop_assert_eq!(found, one(&format!("{top}/{name}"), &top, Version::V2));
    }

    #[test]
    fn no_bytes_make_it_panic(
        mounts in proptest::collection::vec(any::<u8>(), 0..200),
        membership in "([0-9]:[a-z,]{0,8}:/[a-z.]{0,8}\n){0,3}",
    ) {
        let _ = find(&mounts, membership.as_bytes());
    }
}
