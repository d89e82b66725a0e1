package et.po.servers;

/// A server cannot run; the message is one sentence for the person who started it.
public sealed class ServerException extends RuntimeException permits EndedAtStartException {
  public ServerException(String problem) {
    super(problem);
  }

  public ServerException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
