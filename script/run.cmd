@echo off
rem Opens Guimi on Windows: script\run.cmd [SHOPFILE]. Needs Python 3.11 or newer from python.org.
setlocal
cd /d "%~dp0.."
if not exist .venv\Scripts\python.exe (
    py -3 -m venv .venv || exit /b 1
)
fc /b requirements.lock .venv\installed-run.lock >nul 2>&1
if errorlevel 1 (
    .venv\Scripts\python.exe -m pip install --require-hashes -r requirements.lock || exit /b 1
    copy /y requirements.lock .venv\installed-run.lock >nul
)
.venv\Scripts\python.exe main.py %*
exit /b %errorlevel%
