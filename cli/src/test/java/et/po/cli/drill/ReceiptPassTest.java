package et.po.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import et.po.cli.verify.Proven;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiptPassTest {
  private static final int WORKS = 30;
  private static final int AT_ONCE = 8;

  /// What is at the height of a block that a work was in.
  private record MadeUpChain(Optional<BlockHeader> block) implements Ledger {
    @Override
    public Optional<String> outstanding() {
      return Optional.empty();
    }

    @Override
    public boolean mine(int blocks) {
      return true;
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public Optional<BlockHeader> header(int height) {
      assertEquals(Proven.HEIGHT, height);
      return block;
    }

    @Override
    public long doubled() {
      return 0;
    }
  }

  private final Map<String, byte[]> receipts = new LinkedHashMap<>();
  private final AtomicBoolean alone = new AtomicBoolean();
  private CountDownLatch company = new CountDownLatch(0);
  private HttpServer http;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/works", this::answer);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    company.countDown();
    if (!awaitCompany()) {
      alone.set(true);
    }
    byte[] receipt = receipts.get(exchange.getRequestURI().getPath().split("/")[2]);
    exchange.sendResponseHeaders(
        receipt == null ? 404 : 200, receipt == null ? -1 : receipt.length);
    if (receipt != null) {
      exchange.getResponseBody().write(receipt);
    }
    exchange.close();
  }

  private boolean awaitCompany() throws IOException {
    try {
      return company.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private Node node() {
    return new Node(List.of(URI.create("http://127.0.0.1:" + http.getAddress().getPort())));
  }

  private SignedClaim proven(Proven proven) throws Exception {
    SignedClaim claim = SignedClaim.of(Json.parse(proven.claim())).orElseThrow();
    receipts.put(claim.id().hex(), proven.receiptFile());
    return claim;
  }

  private List<SignedClaim> missing(Optional<BlockHeader> block, List<SignedClaim> works)
      throws InterruptedException {
    return new ReceiptPass(node(), new MadeUpChain(block)).without(works, _ -> {});
  }

  @Test
  void receiptInABlockOfTheChain_holds() throws Exception {
    Proven proven = Proven.of("a work");
    assertEquals(List.of(), missing(Optional.of(proven.header()), List.of(proven(proven))));
  }

  @Test
  void receiptInABlockThatLeftTheChain_doesNotHold() throws Exception {
    Proven proven = Proven.of("a work");
    List<SignedClaim> works = List.of(proven(proven));
    BlockHeader other = Proven.of("another work").header();
    assertEquals(works, missing(Optional.of(other), works));
    assertEquals(works, missing(Optional.empty(), works));
  }

  @Test
  void manyWorks_areLookedAtSeveralAtOnce_andToldOfAsItGoes() throws Exception {
    Proven first = Proven.of("work 0");
    List<SignedClaim> works = new ArrayList<>(List.of(proven(first)));
    for (int i = 1; i < WORKS; i++) {
      works.add(SignedClaim.of(Json.parse(Proven.of("work " + i).claim())).orElseThrow());
    }
    company = new CountDownLatch(AT_ONCE);
    List<Integer> told = new ArrayList<>();
    List<SignedClaim> missing =
        new ReceiptPass(node(), new MadeUpChain(Optional.of(first.header())))
            .without(works, told::add);
    assertEquals(works.subList(1, WORKS), missing);
    assertEquals(Collections.nCopies(WORKS, 1), told);
    assertFalse(alone.get());
  }
}
