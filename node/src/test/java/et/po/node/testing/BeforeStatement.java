package et.po.node.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A database on which something else is started, once, before a statement or the first commit.
public final class BeforeStatement {
  private static final String STATEMENT = "prepareStatement";

  private final DataSource real;
  private final String call;
  private final Supplier<CompletableFuture<Void>> other;
  private int left;
  private @Nullable CompletableFuture<Void> started;

  private BeforeStatement(
      DataSource real, String call, int number, Supplier<CompletableFuture<Void>> other) {
    this.real = real;
    this.call = call;
    this.left = number;
    this.other = other;
  }

  /// @param number of the statement, from 1
  public BeforeStatement(DataSource real, int number, Supplier<CompletableFuture<Void>> other) {
    this(real, STATEMENT, number, other);
  }

  public static BeforeStatement commit(DataSource real, Supplier<CompletableFuture<Void>> other) {
    return new BeforeStatement(real, "commit", 1, other);
  }

  public DataSource source() {
    return proxy(DataSource.class, real);
  }

  /// What was started.
  public Optional<CompletableFuture<Void>> started() {
    return Optional.ofNullable(started);
  }

  private <T> T proxy(Class<T> type, Object target) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          if (method.getName().equals(call) && --left == 0) {
            started = other.get();
          }
          try {
            Object result = method.invoke(target, arguments);
            return result instanceof Connection connection
                ? proxy(Connection.class, connection)
                : result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
