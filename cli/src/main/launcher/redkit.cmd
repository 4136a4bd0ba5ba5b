@echo off
rem Starts redkit on Windows. No class-data archive here: nothing can be made in the background without a window.
setlocal
set "APP=%~dp0.."
set "JAVA="
if defined REDKIT_JAVA if exist "%REDKIT_JAVA%\bin\java.exe" (set "JAVA=%REDKIT_JAVA%\bin\java.exe") else (set "JAVA=%REDKIT_JAVA%")
if not defined JAVA if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
if not defined JAVA for %%J in (java.exe) do if not "%%~$PATH:J"=="" set "JAVA=%%~$PATH:J"
if not defined JAVA (
    echo redkit: needs a Java runtime of version 17 or newer, and found none; install one, or point JAVA_HOME or REDKIT_JAVA at one 1>&2
    exit /b 1
)
set "TIERS=-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10"
for %%W in (load export bench backup copy compare model demo tail publish top keys vectors search graph predict) do (
    if /i "%~1"=="%%W" set "TIERS="
)
"%JAVA%" -Xshare:auto -XX:-UsePerfData %TIERS% -XX:+UseSerialGC -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 ^
    -Dstderr.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8 "-Dredkit.home=%APP%" ^
    -Dpicocli.disable.closures=true -Dpicocli.converters.excludes=java.* ^
    %REDKIT_OPTS% -cp "%APP%\lib\*" dev.redkit.cli.Main %*
exit /b %ERRORLEVEL%
