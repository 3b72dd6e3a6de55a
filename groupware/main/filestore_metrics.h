#pragma once

#include "filestore/local_directory.h"
#include "groupware/main/metrics.h"

#include <span>

namespace groupware::main {

/// Operations, failures and octets of each filestore in use.
void collectFilestoreMetrics(std::span<const filestore::FilestoreStatus> filestores, MetricsWriter& writer);

}  // namespace groupware::main
