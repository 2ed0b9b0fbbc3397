#!/usr/bin/env bash
# Data sets and files on older runtimes: the build for .NET 8 on .NET 8, that for .NET Standard on .NET Core 3.1. All other
# tests run on the runtime of the SDK; mono is in the tests themselves.
. "$(dirname "$0")/common.sh"
restore older || skip 'the packages of older runtimes cannot be had.' net8.0 netcoreapp3.1

# A folder as of an installation. The host is that of the SDK, which takes the framework that a program names.
mkdir -p "$work/dotnet"
installed="$(dotnet --list-runtimes | sed -n 's|^Microsoft.NETCore.App .*\[\(.*\)/shared/.*|\1|p' | tail -1)"
cp -r "$installed/dotnet" "$installed/host" "$work/dotnet/"
for version in 3.1.3 8.0.34; do
    framework="$work/dotnet/shared/Microsoft.NETCore.App/$version"
    mkdir -p "$framework"
    ln -s "$packages/microsoft.netcore.app.runtime.linux-x64/$version"/runtimes/linux-x64/{lib/*,native}/* "$framework"

    # The host asks for a list of the files, which older packages lack.
    list="$framework/Microsoft.NETCore.App.deps.json"
    if [ ! -e "$list" ]; then
        names() { (cd "$framework" && ls ./*."$1" | sed 's|./\(.*\)|"\1":{}|' | paste -sd,); }
        echo "{\"runtimeTarget\":{\"name\":\"any\"},
            \"targets\":{\"any\":{\"runtime/1\":{\"runtime\":{$(names dll)},\"native\":{$(names so)}}}},
            \"libraries\":{\"runtime/1\":{\"type\":\"package\",\"serviceable\":false,\"sha512\":\"\"}}}" >"$list"
    fi
done

status=0
for framework in net8.0 netcoreapp3.1; do
    printf '#!/bin/sh\nexec "%s" exec "%s" "$@"\n' \
        "$work/dotnet/dotnet" "$root/tests/L2Loss.Framework/bin/Debug/$framework/L2Loss.Framework.dll" >"$work/$framework"
    chmod +x "$work/$framework"
    L2LOSS_OTHER_RUNTIME="$work/$framework" run "$framework" 'FullyQualifiedName~Runtime' "$numbers" "$files" || status=1
done
exit "$status"
