package et.po.frost.custody;

import java.net.URI;
import java.util.regex.Pattern;

/// Where a Vault is, and which key of its Transit engine is Frost's.
///
/// @param mount the engine's path
/// @param key the key's name
public record VaultSettings(URI url, VaultToken token, String mount, String key) {
  private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+)*");
  private static final Pattern NAME = Pattern.compile("[\\w.-]+");

  public VaultSettings {
    String scheme = String.valueOf(url.getScheme());
    if (!(scheme.equals("https") || scheme.equals("http")) || url.getHost() == null) {
      throw new IllegalArgumentException("a Vault's address is a URL with http or https");
    }
    if (!PATH.matcher(mount).matches()) {
      throw new IllegalArgumentException("the Transit engine's mount is a path such as transit");
    }
    if (!NAME.matcher(key).matches()) {
      throw new IllegalArgumentException("a Transit key's name has letters, digits, _ . and -");
    }
  }
}
