package et.po.frost;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/// What concerns Frost as a whole. `application.properties` names the environment variable of each.
@ConfigMapping(prefix = "frost.general")
interface FrostSettings {
  /// `FROST_PROFILE`. The embedded one takes secrets from its database and counts addresses as
  /// confirmed: never choose it where others have accounts.
  Profile profile();

  /// `FROST_MASTER_KEY`, 64 hex digits: wraps the keys of all accounts. Whoever loses it has lost
  /// them; after a change without a rotation no account can sign.
  Optional<String> masterKey();

  /// `JWT`, at least 32 characters: signs the texts of tokens. After a change no token is good.
  Optional<String> tokenSecret();

  /// `MAX_API_TOKENS`: how many API tokens an account may have on each network.
  int maxApiTokens();

  /// `VERIFIED_ACCOUNT`: whether the address of a new account counts as confirmed at once.
  boolean verifiedAccount();

  /// `POET_URL`: the node that works posted with live tokens go to.
  URI poetUrl();

  /// `TEST_POET_URL`: the node that all others go to.
  URI testPoetUrl();

  /// `MAX_API_REQUEST_LIMIT_JSON`, such as `500kb`: how large a JSON body may be.
  ByteCount maxApiRequestLimitJson();

  /// `MAX_API_REQUEST_LIMIT_FORM`: the same for URL-encoded forms.
  ByteCount maxApiRequestLimitForm();
}
