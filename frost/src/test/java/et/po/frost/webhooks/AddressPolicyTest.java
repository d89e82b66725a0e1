package et.po.frost.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.http.AddressRange;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressPolicyTest {
  private static final UUID ACCOUNT = UUID.randomUUID();
  private static final AddressPolicy PUBLIC = new AddressPolicy(false, List.of());

  /// Hosts of URLs as attackers write them; the system's resolver reads them.
  private static final List<String> REFUSED =
      List.of(
          "0.0.0.0",
          "0.1.2.3",
          "10.0.0.1",
          "10.255.255.255",
          "100.64.0.1",
          "100.100.100.200",
          "100.127.255.255",
          "127.0.0.1",
          "127.1.2.3",
          "127.255.255.255",
          "168.63.129.16",
          "169.254.0.1",
          "169.254.169.254",
          "169.254.170.2",
          "172.16.0.1",
          "172.31.255.255",
          "192.0.0.1",
          "192.0.0.192",
          "192.0.2.1",
          "192.88.99.1",
          "192.168.0.1",
          "192.168.255.255",
          "198.18.0.1",
          "198.19.255.255",
          "198.51.100.7",
          "203.0.113.9",
          "224.0.0.1",
          "239.255.255.250",
          "240.0.0.1",
          "255.255.255.255",
          "[::]",
          "[::1]",
          "[::127.0.0.1]",
          "[::ffff:127.0.0.1]",
          "[::ffff:10.0.0.1]",
          "[::ffff:169.254.169.254]",
          "[::ffff:7f00:1]",
          "[64:ff9b::127.0.0.1]",
          "[64:ff9b::a9fe:a9fe]",
          "[64:ff9b:1::1]",
          "[100::1]",
          "[2001::1]",
          "[2001:0:7f00:1::]",
          "[2001:10::1]",
          "[2001:db8::1]",
          "[2002:7f00:1::1]",
          "[2002:a00:1::]",
          "[2002:c0a8:101::1]",
          "[3fff::1]",
          "[5f00::1]",
          "[fc00::1]",
          "[fd00:ec2::254]",
          "[fd12:3456::1]",
          "[fe80::1]",
          "[fec0::1]",
          "[ff02::1]",
          "localhost",
          "localhost.",
          "2130706433",
          "127.1");

  private static final List<String> ALLOWED =
      List.of(
          "1.1.1.1",
          "9.255.255.255",
          "11.0.0.0",
          "100.63.255.255",
          "100.128.0.0",
          "126.0.0.1",
          "128.0.0.1",
          "172.15.255.255",
          "172.32.0.0",
          "192.167.255.255",
          "192.169.0.0",
          "223.255.255.255",
          "[2606:4700::1111]",
          "[2a00::1]",
          "[64:ff9b::101:101]",
          "[2002:101:101::1]",
          "[::ffff:1.1.1.1]");

  @Test
  void privateAndSpecialAddresses_areRefused_inEveryForm() throws Exception {
    List<String> let = new ArrayList<>();
    try (SystemResolver resolver = new SystemResolver()) {
      for (String host : REFUSED) {
        Receivers receivers = new Receivers(PUBLIC, resolver);
        try {
          receivers.addressesOf(ACCOUNT, receivers.parse("https://" + host + "/"));
          let.add(host);
        } catch (ReceiverRefusedException e) {
          assertFalse(e.sentence().contains(host), e.sentence());
        }
      }
    }
    System.out.printf(
        "webhooks: %d of %d addresses refused%n", REFUSED.size() - let.size(), REFUSED.size());
    assertEquals(List.of(), let);
  }

  @Test
  void publicAddresses_areAllowed_toTheVeryBordersOfTheOthers() throws Exception {
    try (SystemResolver resolver = new SystemResolver()) {
      Receivers receivers = new Receivers(PUBLIC, resolver);
      for (String host : ALLOWED) {
        assertEquals(
            1, receivers.addressesOf(ACCOUNT, receivers.parse("https://" + host + "/")).size());
      }
    }
  }

  @Test
  void onOneMachine_loopbackIsAllowed_butNeverTheLinkOrTheCloudsOwn() throws Exception {
    AddressPolicy own = new AddressPolicy(true, List.of());

    for (String text : List.of("127.0.0.1", "::1", "10.1.1.1", "192.168.1.1", "fd12::1")) {
      assertTrue(own.allows(InetAddress.ofLiteral(text)), text);
    }
    for (String text : List.of("169.254.169.254", "fd00:ec2::254", "fe80::1", "0.0.0.0", "::")) {
      assertFalse(own.allows(InetAddress.ofLiteral(text)), text);
    }
  }

  @Test
  void operatorsOwnPublicAddresses_areRefused_alsoInsideOthers() throws Exception {
    AddressPolicy policy = new AddressPolicy(false, List.of(AddressRange.valueOf("1.2.3.0/24")));

    assertFalse(policy.allows(InetAddress.ofLiteral("1.2.3.4")));
    assertFalse(policy.allows(InetAddress.ofLiteral("64:ff9b::1.2.3.4")));
    assertTrue(policy.allows(InetAddress.ofLiteral("1.2.4.4")));
    assertThrows(IllegalArgumentException.class, () -> AddressRange.valueOf("1.2.3.4"));
    assertThrows(IllegalArgumentException.class, () -> AddressRange.valueOf("1.2.3.4/33"));
    assertThrows(IllegalArgumentException.class, () -> AddressRange.valueOf("host/8"));
  }

  @Test
  void hostWithOnePrivateAddressAmongOthers_isRefused() throws Exception {
    Receivers receivers =
        new Receivers(
            PUBLIC,
            (_, _) -> List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1")));

    assertThrows(
        ReceiverRefusedException.class,
        () -> receivers.addressesOf(ACCOUNT, receivers.parse("https://mixed.example/")));
  }

  @Test
  void hostWithoutAddress_isRefused() throws Exception {
    Receivers none =
        new Receivers(
            PUBLIC,
            (_, _) -> {
              throw new IOException("unknown");
            });

    assertThrows(
        ReceiverRefusedException.class,
        () -> none.addressesOf(ACCOUNT, none.parse("https://a.example/")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https:///x",
        "https:x",
        "//example.com/",
        "example.com",
        "https://user:word@example.com/",
        "https://user@example.com/",
        "https://example.com/#part",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://exa mple.com/",
        "https://example.com/\r\nX: y",
        "https://ex\u00e4mple.com/",
        "https://127.0.0.1\\@example.com/",
        "gopher://example.com/"
      })
  void urlsOtherThanPlainHttps_areRefused(String url) {
    assertThrows(ReceiverRefusedException.class, () -> ReceiverUrl.parse(url, false));
  }

  @Test
  void url_isReadAsItIsSent() throws Exception {
    assertEquals(
        new ReceiverUrl("https://Example.com.?a=%20b", true, "Example.com", 443, "/?a=%20b"),
        ReceiverUrl.parse("https://Example.com.?a=%20b", false));
    assertEquals("h:8443", ReceiverUrl.parse("https://h:8443/x", false).authority());
    assertEquals("h", ReceiverUrl.parse("http://h:80/x", true).authority());
  }
}
