#!/usr/bin/env bash
# The Pester suite in PowerShell for Windows, under Wine, on both builds of the module.
. "$(dirname "$0")/common.sh"
names=(windows-net8.0 windows-netstandard2.0)
need wine wine wine64 || skip 'Wine cannot be installed.' "${names[@]}"
restore windows || skip 'the packages for Windows cannot be had.' "${names[@]}"

version=10.0.14
shared="$work/dotnet/shared"
for framework in Microsoft.NETCore.App Microsoft.WindowsDesktop.App; do
    mkdir -p "$shared/$framework/$version"
    # Wine wants files, no links.
    cp -r "$packages/${framework,,}.runtime.win-x64/$version"/runtimes/win-x64/{lib/*,native}/* "$shared/$framework/$version"
done
mkdir -p "$work/dotnet/host/fxr/$version"
cp "$shared/Microsoft.NETCore.App/$version/hostfxr.dll" "$work/dotnet/host/fxr/$version"
powershell="$(echo "$packages"/powershell/*/tools/net10.0/any/win/pwsh.exe)"

windows_path() { echo "Z:${1//\//\\}"; }
export WINEPREFIX="$work/wine" WINEDEBUG=-all DOTNET_EnableWriteXorExecute=0
DOTNET_ROOT="$(windows_path "$work/dotnet")"
export DOTNET_ROOT
trap 'wineserver -k; rm -rf "$work"' EXIT
wineboot --init >/dev/null 2>&1
winecfg /v win10

# Pester asks for the name of the system, which Wine never tells, but on Nano Server.
wine reg add 'HKLM\Software\Microsoft\Windows NT\CurrentVersion\Server\ServerLevels' /v NanoServer /t REG_DWORD /d 1 >/dev/null

# suite BUILD ENGINE: what has nothing to do with the system is left out.
suite() {
    local name="windows-$1"
    cat >"$work/$name.ps1" <<END
& '$(windows_path "$root/tests/L2Loss.Pester.Tests/Invoke-Suite.ps1")' -Engine $2 \`
    -Pester '$(windows_path "$packages/pester/5.7.1/tools/Pester.psd1")' -Without Databases, FanOut \`
    -Results '$(windows_path "$root/TestResults/$name.xml")' *> '$(windows_path "$work/$name.txt")'
exit \$LASTEXITCODE
END
    # Without a terminal PowerShell ends at once, and says nothing.
    timeout 900 script --quiet --return --command "wine '$powershell' -NoProfile -File '$(windows_path "$work/$name.ps1")'" /dev/null \
        </dev/null >/dev/null 2>&1
}

# Both at once: they wait for new processes and for the disk most of the time.
suite net8.0 7.6.9 &
first=$!
suite netstandard2.0 7.0 &
second=$!
status=0
wait "$first" || status=1
wait "$second" || status=1
cat "$work"/windows-*.txt
exit "$status"
