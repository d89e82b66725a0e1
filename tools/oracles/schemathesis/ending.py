"""Gives each call a log-in of its own, and every other call a session or API token to end."""

import itertools
import os
import urllib.parse

import requests
import schemathesis

FROST = os.environ["FUZZ_FROST"].rstrip("/")
CREDENTIALS = {"email": os.environ["FUZZ_EMAIL"], "password": os.environ["FUZZ_PASSWORD"]}

calls = itertools.count()


def said(answer):
    answer.raise_for_status()
    return answer.json()


def log_in():
    return said(requests.post(FROST + "/login", json=CREDENTIALS, timeout=30))["token"]


def own_session(token):
    sessions = said(requests.get(FROST + "/sessions", headers={"token": token}, timeout=30))
    return next(session["id"] for session in sessions["sessions"] if session["current"])


def new_api_token(token):
    return said(
        requests.post(FROST + "/tokens", json={}, headers={"token": token}, timeout=30)
    )["apiToken"]


@schemathesis.hook
def before_call(context, case, kwargs):
    token = log_in()
    case.headers = {**(case.headers or {}), "token": token}
    if next(calls) % 2 or case.method != case.operation.method.upper():
        return
    parameters = dict(case.path_parameters or {})
    if "sessionId" in parameters:
        parameters["sessionId"] = own_session(token)
    elif "tokenId" in parameters:
        parameters["tokenId"] = urllib.parse.quote(new_api_token(token), safe="")
    case.path_parameters = parameters
