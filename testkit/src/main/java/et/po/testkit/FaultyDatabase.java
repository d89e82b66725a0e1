package et.po.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A database whose commits are steps of a [Fault]: one that fails before it took effect is rolled
/// back, one that fails after has committed, and nobody was told.
public final class FaultyDatabase {
  private FaultyDatabase() {}

  public static DataSource of(DataSource real, Fault fault) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object result = invoke(real, method, arguments);
          return result instanceof Connection connection ? of(connection, fault) : result;
        });
  }

  private static Connection of(Connection real, Fault fault) {
    return proxy(
        Connection.class,
        (method, arguments) ->
            method.getName().equals("commit")
                ? fault.<@Nullable Object, Exception>step(
                    "commit", () -> invoke(real, method, arguments))
                : invoke(real, method, arguments));
  }

  private interface Call {
    @Nullable Object answer(Method method, @Nullable Object @Nullable [] arguments)
        throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    InvocationHandler handler = (proxy, method, arguments) -> call.answer(method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(
      Object real, Method method, @Nullable Object @Nullable [] arguments) throws Exception {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
