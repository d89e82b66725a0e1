package et.po.cli;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// What is wrong with an argument, in the words of the help.
final class ArgumentText {
  private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, Long.class);

  private ArgumentText() {}

  static String sentence(ParameterException e) {
    if (e instanceof MissingParameterException missing) {
      return missing(missing);
    }
    @Nullable ArgSpec argument = e.getArgSpec();
    // Its subtypes say something else of the argument, such as that it is there twice.
    return argument == null || e.getClass() != ParameterException.class
        ? message(e)
        : wrong(argument, e);
  }

  private static String missing(MissingParameterException e) {
    if (e.getMissing().size() == 1
        && e.getMissing().getFirst() instanceof OptionSpec option
        && !option.required()) {
      return option.longestName() + " needs " + option.paramLabel() + ".";
    }
    return "Missing: "
        + e.getMissing().stream()
            .map(argument ->
                argument instanceof OptionSpec option
                    ? option.longestName() + " " + option.paramLabel()
                    : argument.paramLabel())
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static String wrong(ArgSpec argument, ParameterException e) {
    String name =
        argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    @Nullable String value = e.getValue();
    String not = value == null ? "." : ", not " + value + ".";
    Class<?> type = argument.auxiliaryTypes()[0];
    if (argument.paramLabel().contains("=")) {
      return name + " takes " + argument.paramLabel() + not;
    }
    if (WHOLE_NUMBERS.contains(type)) {
      return name + " takes a whole number" + not;
    }
    if (type.isEnum()) {
      String who = argument instanceof OptionSpec ? name : "It";
      return who + " takes " + argument.paramLabel().replace("|", " or ") + not;
    }
    // The converter's own words, behind what picocli says of the argument.
    return name + " takes " + message(e).replaceFirst("(?s)^.*?: ", "") + ".";
  }

  private static String message(ParameterException e) {
    return String.valueOf(e.getMessage());
  }
}
