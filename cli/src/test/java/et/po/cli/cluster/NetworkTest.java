package et.po.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.cli.network.Places;
import et.po.postgresql.Place;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NetworkTest {
  @Test
  void of_threeZones_haveAQuarterOfThePodsEach() {
    Network network = Network.of(network(7), 3);
    assertEquals("https://10.213.7.2:6443", network.apiServer());
    assertEquals(
        List.of(
            "zone-a 10.213.7.3 10.214.7.0/26",
            "zone-b 10.213.7.4 10.214.7.64/26",
            "zone-c 10.213.7.5 10.214.7.128/26"),
        network.zones().stream()
            .map(zone -> zone.name() + " " + zone.host() + " " + zone.pods())
            .toList());
  }

  @Test
  void of_anotherNumber_sharesNoAddress() {
    Network network = Network.of(network(12), 1);
    assertEquals(
        List.of("10.214.12.0/24", "10.215.12.0/24", "10.215.12.1", "10.215.12.10"),
        List.of(network.pods(), network.services(), network.firstService(), network.nameServer()));
    assertEquals(1, network.zones().size());
  }

  /// Addresses as [et.po.cli.network.Namespaces] gives them, of no namespaces.
  private static Places network(int number) {
    AtomicInteger last = new AtomicInteger(1);
    return name -> new Place("10.213." + number + "." + last.incrementAndGet(), List.of());
  }
}
