#include "admin/daemon/run_daemon.h"

int main(int count, char** words) {
    admin::NoObserver observer;
    return admin::runDaemon(count, words, observer);
}
