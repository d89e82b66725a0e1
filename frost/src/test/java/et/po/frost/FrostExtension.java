package et.po.frost;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one Frost that they share; each makes accounts of its own there.
final class FrostExtension implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningFrost.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(FrostExtension.class))
        .computeIfAbsent(RunningFrost.class, _ -> launch());
  }

  private static RunningFrost launch() {
    try {
      return RunningFrost.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
