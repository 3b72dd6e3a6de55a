#pragma once

#include "admin/service/saga_observer.h"

namespace admin {

/// The whole life of `yoke-admin`: command line, configuration, serving until SIGTERM.
/// @return the exit status
int runDaemon(int count, char** words, SagaObserver& observer);

}  // namespace admin
