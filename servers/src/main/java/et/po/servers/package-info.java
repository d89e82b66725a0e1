/// The real servers that Po.et stands on, each in a directory of its own on loopback: for local
/// runs with real services, for tests and for drills.
///
/// Where a server comes from is the business of `tools/servers/NAME/fetch`, which `./poet tools`
/// runs; here it is found in the cache and run. What a server says is in its directory, as `log`.
@NullMarked
package et.po.servers;

import org.jspecify.annotations.NullMarked;
