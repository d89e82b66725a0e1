package et.po.protocol.claim;

/// Texts and numbers as claims have them, and as they should not.
record RandomTexts(Chance chance) {
  private static final String[] PIECES = {
    "a",
    "The Raven",
    "poem",
    " ",
    "\t",
    "\n",
    "\r",
    "\"",
    "\\",
    "\b",
    "\f",
    "\u000b",
    "\u001b",
    "\u007f",
    "\u0085",
    "\u2028",
    "\u00e9",
    "e\u0301",
    "\u00df",
    "\u0130",
    "\u4e2d\u6587",
    "\u05e9\u05dc\u05d5\u05dd",
    "\ud83d\ude00",
    "\ud834\udd1e",
    "\ufffd",
    "\ufeff",
    "\uffff",
    "<b>",
    "&amp;",
    ">",
    "'",
    "{",
    "@",
    "_:",
    ":",
    "/",
    "//",
    "%41",
    "0",
    "\\u0041",
    "^^",
    "\u0001"
  };

  String text() {
    int length = chance.percent(5) ? 0 : 1 + chance.below(4);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(chance.of(PIECES));
    }
    if (chance.percent(1)) {
      text.append(chance.of("\0", "\ud800", "\udc00", "\ud83d"));
    }
    return text.toString();
  }

  /// What can stand where a name of something is expected.
  String name() {
    return switch (chance.below(14)) {
      case 0 -> "http://example.org/" + chance.of("a", "b", "c#d", "\u00e9", "a b", "");
      case 1 -> "_:" + chance.of("b0", "b1", "x", "", "c14n0");
      case 2 ->
          chance.of("schema:", "sec:", "dc:", "ex:", "zz:", "cred:") + chance.of("x", "y", "");
      case 3 -> chance.of("schema://x", "sec:a:b", "mailto:a@b.c", "urn:x", "a:b", ":", ":x", "x:");
      case 4 -> chance.of("relative", "a/b", "../x", "./", "/", "//host/x", "?q", "#f", "");
      case 5 ->
          chance.of("name", "author", "Work", "Thing", "claim", "id", "type", "creator", "proof");
      case 6 ->
          chance.of("created:x", "nonce:1", "id:x", "type:x", "publicKey:k", "proof:p", "xsd:y");
      case 7 -> chance.of("proto:x", "a b", "\u00fc:x", "x.y:z", "1:x");
      case 8 ->
          "https://w3id.org/security#" + chance.of("Key", "jws", "proof", "nonce", "owner", "zz");
      case 9 -> "http://purl.org/dc/terms/" + chance.of("created", "creator", "title", "", "//x");
      case 10 ->
          "http://www.w3.org/2001/XMLSchema#"
              + chance.of("dateTime", "integer", "double", "string");
      case 11 -> chance.of("@id", "@type", "@none", "@vocab", "@json", "@default", "@");
      default -> "http://example.org/" + chance.below(4);
    };
  }

  double number() {
    return switch (chance.below(9)) {
      case 0 -> chance.below(10) - 4;
      case 1 ->
          chance.of(0.0, -0.0, 1.5, -2.25, 0.1, 1e21, 1e-7, 1.5e-7, 1e20, 1.2345678901234568E20);
      case 2 -> Math.scalb(1.0 + chance.below(1000) / 1000.0, chance.below(200) - 100);
      case 3 ->
          chance.of(
              Double.MAX_VALUE, Double.MIN_VALUE, Double.MIN_NORMAL, Double.POSITIVE_INFINITY);
      case 4 ->
          chance.of(
              9007199254740992.0,
              4.35,
              1e23,
              4.9E-324,
              0.000001,
              0.00000123,
              2e-7,
              9.999999999999999E20);
      case 5 -> chance.below(1_000_000) / 100.0;
      case 6 -> chance.bits();
      case 7 -> {
        double any = Double.longBitsToDouble(chance.bits());
        yield Double.isNaN(any) ? 1 : any;
      }
      default -> chance.below(5000);
    };
  }

  String date() {
    return chance.of(
        "2018-11-05T10:20:30.456Z",
        "2018-11-05",
        "1845-01-29T03:00:00.000Z",
        "2018-11-05T10:20",
        "2018-11-05T10:20:30+01:00",
        "2018-02-30T00:00:00Z",
        "2018",
        "2018-11",
        "2018-W45-1",
        "2018-309",
        "20181105T102030Z",
        "2018-11-05T24:00:00Z",
        "2018-11-05T10:20:30,5Z",
        "2018-11-05 10:20:30Z",
        "yesterday",
        "",
        "2018-11-05T10:20:30.Z",
        "2018-11-05T10",
        "+002018-11-05T10:20:30Z",
        "2018-11-05T10:20:30z",
        "2018-13-01",
        "2018-11-05T10:20:30+0100",
        "2018-11-05T10:20:30+01",
        " 2018-11-05",
        "2018-11-05\n",
        "2018-11-05T10:20Z");
  }
}
