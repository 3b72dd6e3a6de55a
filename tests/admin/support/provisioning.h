#pragma once

#include "tests/admin/support/admin_test.h"

#include <string>
#include <vector>

namespace test {

/// Commands as the guide has them, of both administrators.
class Provisioning : public AdminTest {
protected:
    static std::vector<std::string> master(std::vector<std::string> command) {
        command.insert(command.end(), {"-A", "oxadminmaster", "-P", "secret"});
        return command;
    }
    static std::vector<std::string> contextAdmin(std::vector<std::string> command) {
        command.insert(command.end(), {"-c", "1", "-A", "oxadmin", "-P", "secret"});
        return command;
    }
    static std::vector<std::string> createUser(const std::string& login) {
        return contextAdmin({"createuser", "-u", login, "-d", login + " display", "-g", "G", "-s", "S", "-p", "secret",
                             "-e", login + "@example.com"});
    }

    void prepare() {
        installNode();
        startDaemon();
        registerAll();
    }
};

}  // namespace test
