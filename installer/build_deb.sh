#!/bin/sh
# build_deb.sh FROZEN_FOLDER VERSION OUT.deb   (needs dpkg-deb; FROZEN_FOLDER is PyInstaller's one-folder output)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
frozen=$1 version=$2 out=$3
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
umask 022
mkdir -p "$root/DEBIAN" "$root/usr/lib" "$root/usr/bin" "$root/usr/share/applications" "$root/usr/share/metainfo" \
    "$root/usr/share/mime/packages" "$root/usr/share/icons/hicolor/scalable/apps" "$root/usr/share/icons/hicolor/scalable/mimetypes" \
    "$root/usr/share/doc/coopbooks" "$root/usr/share/man/man1"
cp -a "$frozen" "$root/usr/lib/coopbooks"
ln -s ../lib/coopbooks/coopbooks "$root/usr/bin/coopbooks"
cp "$here/linux/io.github.coopbooks.CoopBooks.desktop" "$root/usr/share/applications/"
cp "$here/linux/io.github.coopbooks.CoopBooks.metainfo.xml" "$root/usr/share/metainfo/"
cp "$here/linux/coopbooks.mime.xml" "$root/usr/share/mime/packages/coopbooks.xml"
cp "$here/../resources/icons/coopbooks.svg" "$root/usr/share/icons/hicolor/scalable/apps/io.github.coopbooks.CoopBooks.svg"
cp "$here/../resources/icons/coopbooks.svg" "$root/usr/share/icons/hicolor/scalable/mimetypes/application-vnd.coopbooks.svg"
cp "$here/linux/copyright" "$root/usr/share/doc/coopbooks/copyright"
gzip -9nc "$here/linux/coopbooks.1" > "$root/usr/share/man/man1/coopbooks.1.gz"
printf 'coopbooks (%s) stable; urgency=medium\n\n  * Release.\n\n -- CoopBooks <coopbooks@coopbooks.example>  %s\n' "$version" "$(date -Ru)" \
    | gzip -9nc > "$root/usr/share/doc/coopbooks/changelog.gz"
chmod -R u=rwX,go=rX "$root/usr"
find "$root/usr/lib/coopbooks" -name '*.so*' -type f -exec chmod 644 {} +
chmod 755 "$root/usr/lib/coopbooks/coopbooks"
cat > "$root/DEBIAN/control" <<CONTROL
Package: coopbooks
Version: $version
Architecture: amd64
Maintainer: CoopBooks <coopbooks@coopbooks.example>
Section: misc
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: libc6 (>= 2.34), libegl1, libgl1, libfontconfig1, libdbus-1-3, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxkbcommon-x11-0
Recommends: shared-mime-info, desktop-file-utils, xdg-desktop-portal, fonts-lao | fonts-noto-core
Homepage: https://coopbooks.example
Description: bookkeeping for small cooperatives
 Members and shares, deliveries, sales, the ledger, the year's surplus shared
 to the kip, and papers in Lao and English. Works without a network.
CONTROL
dpkg-deb --root-owner-group -Zxz --build "$root" "$out" >/dev/null
