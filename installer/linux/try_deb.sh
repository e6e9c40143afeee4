#!/bin/sh
# Proves the Linux package on a bare Debian: installs it in a fresh chroot as apt would for a treasurer, works with it, and removes it again.
#
#     sudo sh installer/linux/try_deb.sh dist/coopbooks_0.1.0_amd64.deb [SUITE [FOLDER]]
#
# SUITE is this machine's by default. FOLDER (default /tmp/coopbooks-chroot) keeps the bare system for the next time. Needs root,
# debootstrap, Xvfb and xwininfo on this machine, and packages from where this machine's apt gets them.
set -eu
[ "${COOPBOOKS_INSIDE:-}" ] || exec env COOPBOOKS_INSIDE=1 unshare --mount --propagation private sh "$0" "$@"

package=$(readlink -f "$1")
suite=${2:-$(. /etc/os-release && echo "$VERSION_CODENAME")}
folder=${3:-/tmp/coopbooks-chroot}
base=$folder/$suite
room=$folder/$suite-room
here=$(cd "$(dirname "$0")" && pwd)
failed=0
ok() { echo "ok    $1"; }
bad() { echo "WRONG $1"; failed=$((failed + 1)); }
try() { # try "what it is" command...
    what=$1
    shift
    if "$@" > "$folder/last.txt" 2>&1; then ok "$what"; else bad "$what"; sed 's/^/      /' "$folder/last.txt" | tail -12; fi
}
in_room() { chroot "$room" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_treasurer() { # as_treasurer "VARIABLE=value ..." command
    chroot --userspec=treasurer "$room" env -i HOME=/home/treasurer PATH=/usr/bin:/bin LC_ALL=C.UTF-8 $1 sh -c "cd && $2"
}
patient="-o Acquire::Retries=3 -o DPkg::Lock::Timeout=300"

if [ ! -f "$base/.whole" ]; then
    echo "making a bare $suite in $base"
    mkdir -p "$folder"
    rm -rf "$base"
    mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | head -1)
    debootstrap --variant=minbase --include=ca-certificates "$suite" "$base" "$mirror" > "$folder/debootstrap.txt"
    touch "$base/.whole"
fi
rm -rf "$room"
cp -a "$base" "$room"
cp /etc/resolv.conf /etc/hosts "$room/etc/"
mount -t proc proc "$room/proc"
mount --rbind /dev "$room/dev"
cp "$package" "$room/root/coopbooks.deb"
in_room useradd --create-home treasurer
in_room apt-get $patient update -qq
all_files() { in_room find / -xdev \( -path /proc -o -path /dev -o -path /home -o -path /root -o -path /tmp \) -prune -o -print | sort; }

# 1. Only what the package asks for is there: nothing else may help.
try "apt-get install checks the dependencies and installs" in_room apt-get $patient install -y --no-install-recommends /root/coopbooks.deb
try "--version" as_treasurer "" "coopbooks --version"
started=$(date +%s)
try "demo: 12 members, 2 years" as_treasurer "" "coopbooks demo out --members 12 --years 2 --seed 7 --no-window"
echo "      in $(($(date +%s) - started)) s"
try "check" as_treasurer "" "coopbooks check out/demo.coop"
try "a statement in both languages" as_treasurer "" "coopbooks report out/demo.coop member-statement --year 2025 --lang lo+en --out s.pdf && test -s s.pdf"
try "an Excel list" as_treasurer "" "coopbooks report out/demo.coop member-register --out r.xlsx && test -s r.xlsx"
try "window without a screen, --selftest" as_treasurer "QT_QPA_PLATFORM=offscreen" "coopbooks --selftest out/demo.coop | tee /dev/stderr | grep -q '\"ready\": true'"
try "window without a screen, --screenshot" as_treasurer "QT_QPA_PLATFORM=offscreen" "coopbooks out/demo.coop --screenshot w.png && test -s w.png"
if command -v Xvfb > /dev/null; then
    rm -f "$folder/display"
    Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp 3> "$folder/display" 2> "$folder/xvfb.txt" &
    screen=$!
    waited=0
    until [ -s "$folder/display" ] || [ $waited -ge 60 ]; do
        sleep 1
        waited=$((waited + 1))
    done
    display=":$(cat "$folder/display")"
    mkdir -p "$room/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$room/tmp/.X11-unix"
    try "window on X11, --selftest" as_treasurer "DISPLAY=$display QT_QPA_PLATFORM=xcb" "coopbooks --selftest out/demo.coop | grep -q '\"ready\": true'"
    try "window on X11, --screenshot" as_treasurer "DISPLAY=$display QT_QPA_PLATFORM=xcb" "coopbooks out/demo.coop --lang lo --screenshot x.png && test -s x.png"
    as_treasurer "DISPLAY=$display QT_QPA_PLATFORM=xcb" "exec coopbooks out/demo.coop" > "$folder/window.txt" 2>&1 &
    window=$!
    if command -v xwininfo > /dev/null; then
        try "the real window is named for the task bar" sh -c "
            for _ in 1 2 3 4 5 6 7 8 9 10; do
                sleep 2
                DISPLAY=$display xwininfo -root -tree | grep '(\"coopbooks\"' && exit 0
            done
            exit 1"
    fi
    kill "$window" 2> /dev/null || true
    kill "$screen"
    umount "$room/tmp/.X11-unix"
    cp "$room/home/treasurer/x.png" "$folder/window-$suite.png" 2> /dev/null || true
fi
try "nothing is missing that any file of it loads" in_room sh -c '! find /usr/lib/coopbooks -type f \( -name "*.so*" -o -name coopbooks \) -exec env LD_LIBRARY_PATH=/usr/lib/coopbooks/_internal:/usr/lib/coopbooks/_internal/PySide6/Qt/lib:/usr/lib/coopbooks/_internal/shiboken6:/usr/lib/coopbooks/_internal/pillow.libs ldd {} + 2>/dev/null | grep "not found"'
in_room find /home -name '*.coop' > "$folder/books.txt"
try "apt-get purge" in_room apt-get $patient purge -y coopbooks
left=$(all_files | grep -i coopbooks || true)
if [ -z "$left" ]; then ok "nothing of it is left"; else bad "left behind: $left"; fi
try "the books are untouched" sh -c "test -s '$folder/books.txt' && chroot '$room' find /home -name '*.coop' | cmp - '$folder/books.txt'"

# 2. With the desktop's own tools beside it: what it tells them is right.
in_room apt-get $patient install -y -qq --no-install-recommends shared-mime-info desktop-file-utils xdg-utils libfile-mimeinfo-perl libglib2.0-bin \
    hicolor-icon-theme appstream man-db groff lintian file > "$folder/tools.txt" 2>&1
in_room apt-get $patient install -y -qq --no-install-recommends /root/coopbooks.deb > "$folder/again.txt" 2>&1
book=out/demo.coop
try "xdg-mime knows a book" as_treasurer "" "xdg-mime query filetype $book | tee /dev/stderr | grep -qx application/vnd.coopbooks"
try "gio knows a book under another name" as_treasurer "" "cp $book plain && gio info -a standard::content-type plain | tee /dev/stderr | grep -q application/vnd.coopbooks"
try "a book opens with CoopBooks" as_treasurer "" "gio mime application/vnd.coopbooks | tee /dev/stderr | grep -q io.github.coopbooks.CoopBooks.desktop"
try "desktop-file-validate" in_room desktop-file-validate /usr/share/applications/io.github.coopbooks.CoopBooks.desktop
try "appstreamcli validate" in_room appstreamcli validate --no-net /usr/share/metainfo/io.github.coopbooks.CoopBooks.metainfo.xml
try "icons have the sizes of their folders" in_room sh -c '
    found=$(find /usr/share/icons/hicolor -name "*oopbooks*.png" | wc -l)
    [ "$found" -eq 16 ] || { echo "$found icons"; exit 1; }
    for icon in $(find /usr/share/icons/hicolor -name "*oopbooks*.png"); do
        size=$(echo "$icon" | sed "s,.*hicolor/\([0-9]*\)x.*,\1,")
        file "$icon" | grep -q "PNG image data, $size x $size," || { file "$icon"; exit 1; }
    done'
try "man page has no warnings" in_room sh -c '[ -z "$(gzip -dc /usr/share/man/man1/coopbooks.1.gz | man --warnings -E UTF-8 -l -Tutf8 -Z - 2>&1 > /dev/null | tee /dev/stderr)" ]'
try "the licences of all parts are there" in_room sh -c 'gzip -dc /usr/share/doc/coopbooks/THIRD-PARTY-NOTICES.txt.gz | grep -q "GNU LESSER GENERAL PUBLIC LICENSE"'
try "lintian finds no errors" in_room lintian --allow-root --fail-on error /root/coopbooks.deb
sed 's/^/      /' "$folder/last.txt" | grep -v root | head -20
in_room apt-get $patient purge -y -qq coopbooks > /dev/null 2>&1
if in_room grep -rql coopbooks /usr/share/mime /usr/share/applications 2> /dev/null; then bad "the desktop still knows it"; else ok "the desktop has forgotten it"; fi

umount -R "$room/dev" "$room/proc"
rm -rf "$room"
[ "$failed" -eq 0 ] && echo "$(basename "$package") is right on $suite." || { echo "$failed wrong."; exit 1; }
