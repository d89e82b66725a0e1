package et.po.frost.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientAddressesTest {
  private static final ClientAddresses BEHIND =
      ClientAddresses.behind("10.0.0.0/8, 192.0.2.7,fd00::/8");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "203.0.113.5 | 198.51.100.1 | 203.0.113.5",
        "10.1.2.3 | 198.51.100.1 | 198.51.100.1",
        "10.1.2.3 | 1.1.1.1, 198.51.100.1 | 198.51.100.1",
        "10.1.2.3 | 1.1.1.1, 198.51.100.1, 192.0.2.7 | 198.51.100.1",
        "10.1.2.3 | 10.9.9.9, 10.1.1.1 | 10.9.9.9",
        "10.1.2.3 | 1.1.1.1, nonsense | 10.1.2.3",
        "10.1.2.3 | 198.51.100.1:4711 | 198.51.100.1",
        "10.1.2.3 | [2001:db8:1:2:3::4]:443 | 2001:db8:1:2:0:0:0:0/64",
        "10.1.2.3 | example.com | 10.1.2.3",
        "192.0.2.8 | 198.51.100.1 | 192.0.2.8",
        "fd12::1 | 2001:db8:1:2:a:b:c:d | 2001:db8:1:2:0:0:0:0/64",
        "::ffff:10.1.2.3 | 198.51.100.1 | 198.51.100.1",
      })
  void client_isTheLastHopThatNoTrustedProxyIs(String connection, String hops, String client) {
    assertEquals(client, BEHIND.client(connection, List.of(hops)).address());
  }

  @Test
  void linesOfTheHeader_areOneList() {
    assertEquals(
        "198.51.100.1",
        BEHIND.client("10.1.1.1", List.of("1.1.1.1", "198.51.100.1,10.2.2.2")).address());
    assertEquals("10.1.1.1", BEHIND.client("10.1.1.1", List.of()).address());
  }

  @Test
  void withoutTrustedProxies_nobodyIsBelieved() {
    assertEquals(
        "10.1.1.1", ClientAddresses.behind("").client("10.1.1.1", List.of("1.1.1.1")).address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "proxy.example", "10.0.0", "fd00::/129", "10.0.0.0/x"})
  void whatIsNoNetwork_isRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ClientAddresses.behind(text));
  }
}
