package et.po.frost.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who waits for an answer: where from, whether still, and what it will be told beside the answer.
public final class Client {
  private static final ScopedValue<Client> CURRENT = ScopedValue.newInstance();

  private final String address;
  private final String host;
  private final Map<String, String> headers = new ConcurrentHashMap<>();
  private volatile boolean gone;

  /// A client whose address is its own.
  public Client(String address) {
    this(address, address);
  }

  Client(String address, String host) {
    this.address = address;
    this.host = host;
  }

  /// The client of the request that this thread answers; where there is none, one of its own that
  /// stays.
  public static Client current() {
    return CURRENT.isBound() ? CURRENT.get() : new Client("none");
  }

  /// Does something for this client.
  public <T, X extends Throwable> T call(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /// The whole address as numbers; empty if it is not known.
  String host() {
    return host;
  }

  /// The address as limits count it; never shown or logged.
  public String address() {
    return address;
  }

  /// Whether nobody waits any more, so that what was not begun need not be.
  public boolean isGone() {
    return gone;
  }

  /// Nobody waits any more.
  public void leave() {
    gone = true;
  }

  /// A header for the answer, whatever the answer will be.
  public void tell(String header, String value) {
    headers.put(header, value);
  }

  /// The answer with what the client is told.
  Response told(Response response) {
    Response complete = response;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      complete = complete.with(header.getKey(), header.getValue());
    }
    return complete;
  }
}
