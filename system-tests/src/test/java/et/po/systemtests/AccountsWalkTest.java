package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every command of the page about accounts: an address is confirmed, and a password forgotten, by
/// way of the mailbox of a local run.
class AccountsWalkTest {
  @Test
  void walk_confirmsAnAddress_andResetsAPassword() throws IOException {
    Walk page = Walk.of("docs/frost/accounts.md");
    assertEquals("VERIFIED_ACCOUNT=false ./poet run\n", page.start());
    try (Checkout checkout = Checkout.open()) {
      Path data = checkout.path("share").resolve("poet");
      Files.createDirectories(data.getParent());
      try (LocalRun run =
          LocalRun.start(
              checkout, data, Checkout.PORT_OFFSET, Map.of("VERIFIED_ACCOUNT", "false"))) {
        assertTrue(run.launcher().isAlive());

        String output = page.go(checkout, run).output();

        int refused = output.indexOf("The specified account is not verified.");
        assertTrue(refused >= 0, output);
        assertTrue(output.indexOf("\"verified\":true", refused) > 0, output);
        assertTrue(output.indexOf("}[]", refused) > 0, output);
        List<String> logIns = List.of(output.split("\"issuer\":", -1));
        assertEquals(3, logIns.size(), output);
      }
    }
  }
}
