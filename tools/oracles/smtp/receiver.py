"""Takes mails with aiosmtpd, and tells of each recipient and each mail in a line of JSON on stdout.

A mail is told as Python's own MIME parser understands it, with all that the parser complains of.
Recipients named refused@ are refused for good, those named later@ the first two times.
"""
import argparse
import asyncio
import collections
import html.parser
import json
import ssl
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
parser.add_argument("--certificate", help="PEM file of key and certificate")
parser.add_argument("--user")
parser.add_argument("--password")
options = parser.parse_args()
tries = collections.Counter()


def tell(**event):
    print(json.dumps(event), flush=True)


class Page(html.parser.HTMLParser):
    """What a reader of an HTML part sees."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.words = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "a":
            self.links.append(found.get("href"))
        if "id" in found:
            self.ids.append(found["id"])

    def handle_data(self, data):
        self.words += data.split()


def defects(message):
    found = [type(defect).__name__ for part in message.walk() for defect in part.defects]
    for part in message.walk():
        found += [f"{name}: {type(defect).__name__}" for name, value in part.items() for defect in value.defects]
    return found


class Receiver:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        tries[address] += 1
        answer = "250 OK"
        if address.startswith("refused@"):
            answer = f"550 5.1.1 there is no {address} here"
        elif address.startswith("later@") and tries[address] <= 2:
            answer = "451 4.7.1 come again later"
        tell(event="recipient", address=address, answer=int(answer[:3]))
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.original_content, policy=policy.default)
        plain, page = message.get_body(("plain",)), message.get_body(("html",))
        seen = Page(page.get_content())
        tell(
            event="mail",
            encrypted=session.ssl is not None or options.tls == "implicit",
            user=session.auth_data.login.decode() if session.auth_data else None,
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            raw=envelope.original_content.decode("latin-1"),
            headers=[[name, str(value)] for name, value in message.items()],
            fromName=message["from"].addresses[0].display_name,
            fromAddress=message["from"].addresses[0].addr_spec,
            date=message["date"].datetime.timestamp(),
            type=message.get_content_type(),
            parts=[part.get_content_type() for part in message.iter_parts()],
            text=plain.get_content(),
            html=page.get_content(),
            links=seen.links,
            ids=seen.ids,
            words=seen.words,
            defects=defects(message),
        )
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    known = (options.user.encode(), options.password.encode())
    return AuthResult(success=(data.login, data.password) == known, auth_data=data)


async def main():
    context = None
    if options.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
    arguments = {"enable_SMTPUTF8": True, "hostname": "localhost"}
    if options.tls == "starttls":
        arguments |= {"tls_context": context, "require_starttls": True}
    if options.user:
        arguments |= {"authenticator": authenticate, "auth_required": True}
        # Over implicit TLS it does not see that the connection is encrypted.
        arguments |= {"auth_require_tls": options.tls == "starttls"}
    receiver = Receiver()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(receiver, **arguments),
        "127.0.0.1",
        options.port,
        ssl=context if options.tls == "implicit" else None,
    )
    tell(event="ready")
    await server.serve_forever()


asyncio.run(main())
