#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace admin::setup {

/// What `oxinstaller` knows about a node.
struct NodeSettings {
    std::string serverName;
    std::string readUrl;
    std::string writeUrl;
    std::string configUser;
    std::string configPassword;
    std::string route;           ///< the node's route in the balancer
    std::string ajpBindAddress;  ///< `*` = all
    int ajpPort = 0;
    int httpPort = 0;
    bool authenticationDisabled = false;
    std::string masterUser;
    std::string masterPasswordHash;            ///< crypt(5); empty: mpasswd is left alone
    std::string clusterKey;                    ///< 32 octets
    std::map<std::string, std::string> other;  ///< further keys
};

/// Writes `node.d/node.properties` and the files with secrets (mode 0600) into `directory`, which is made if missing.
/// Run by root, the secrets are given to the owner of `directory`, whom the daemons run as.
/// Running it again gives the same files; other files are left alone.
/// @return the number of properties written
/// @throws groupware::Error Unavailable if something cannot be written
int writeNodeFiles(const std::filesystem::path& directory, const NodeSettings& settings);

}  // namespace admin::setup
