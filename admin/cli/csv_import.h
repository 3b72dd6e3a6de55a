#pragma once

#include "admin/cli/arguments.h"
#include "admin/cli/option_spec.h"
#include "admin/problem.h"

#include <functional>
#include <iosfwd>
#include <span>
#include <string>

namespace admin::cli {

/// Runs and reports one call. @param origin  "line 3", for its error line. @return its exit status
using CallOnce = std::function<int(Arguments& arguments, const std::string& origin)>;

/// Makes one call for each record of the file that `--csv-import` names. The first record has the columns: long names
/// of options. An empty value is an option not given; options of the command line hold for all records that do not
/// have them. Records that fail do not stop the others, unless the daemon is not up or refuses the credentials of the
/// command line.
/// @param err  gets the sum if something failed
/// @return the exit status of the first record that failed, or 0
/// @throws Failure IllegalOptionValue for a file that cannot be read, UnableToParse, UnknownOption for a column that is
///         no option with a value
int importCsv(std::span<const OptionSpec> specs, const Arguments& given, const CallOnce& callOnce, std::ostream& err);

}  // namespace admin::cli
