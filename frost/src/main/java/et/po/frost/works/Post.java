package et.po.frost.works;

import java.util.function.Supplier;

/// A work as it was posted.
///
/// @param line of the request, from 1
/// @param draft the work taken apart, or a fault that says why it is none
record Post(int line, Supplier<WorkDraft> draft) {}
