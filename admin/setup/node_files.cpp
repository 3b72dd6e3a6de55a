#include "admin/setup/node_files.h"

#include "admin/options.h"
#include "dbpool/configdb/cluster_key.h"
#include "dbpool/configdb/options.h"
#include "groupware/base/error.h"
#include "groupware/base/secret_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

namespace admin::setup {
namespace {

using groupware::Error;
using groupware::ErrorCode;

void makeDirectory(const std::filesystem::path& directory) {
    std::error_code problem;
    std::filesystem::create_directories(directory, problem);
    if (!problem) return;
    const std::string text = directory.string() + " cannot be made: " + problem.message();
    throw Error(ErrorCode::Unavailable, text, text);
}

/// Root installs, but another account runs the daemons: secrets belong to whoever owns the directory.
void giveToOwnerOf(const std::filesystem::path& directory, const std::filesystem::path& file) {
    struct stat owner {};
    if (::geteuid() != 0 || ::stat(directory.c_str(), &owner) != 0) return;
    if (::chown(file.c_str(), owner.st_uid, owner.st_gid) == 0) return;
    const std::string text = file.string() + " cannot be given to the owner of " + directory.string();
    throw Error(ErrorCode::Unavailable, text, text);
}

/// Values come from a command line; a line end would smuggle in another key.
void requireOneLine(const std::string& key, const std::string& value) {
    if (value.find_first_of("\r\n") == std::string::npos) return;
    throw Error(ErrorCode::BadRequest, key + " contains a line end", key + " must be one line");
}

void writeProperties(const std::filesystem::path& file, const std::map<std::string, std::string>& values) {
    auto temporary = file;
    temporary += ".new";
    {
        std::ofstream out(temporary, std::ios::trunc);
        out << "# Written by oxinstaller, which replaces this file. Put own settings into other files.\n";
        for (const auto& [key, value] : values) {
            requireOneLine(key, value);
            out << key << "=" << value << "\n";
        }
        out.flush();
        if (!out) {
            throw Error(ErrorCode::Unavailable, file.string() + " cannot be written",
                        file.string() + " cannot be written");
        }
    }
    std::filesystem::rename(temporary, file);
}

}  // namespace

int writeNodeFiles(const std::filesystem::path& directory, const NodeSettings& settings) {
    namespace configdb = dbpool::configdb;
    makeDirectory(directory / "node.d");
    const auto absolute = std::filesystem::absolute(directory);
    const auto passwordFile = absolute / "configdb.password";
    const auto keyFile = absolute / "cluster.key";

    std::map<std::string, std::string> values = settings.other;
    values[std::string(configdb::kServerName.key)] = settings.serverName;
    values[std::string(configdb::kReadUrl.key)] = settings.readUrl;
    values[std::string(configdb::kWriteUrl.key)] = settings.writeUrl;
    values[std::string(configdb::kUser.key)] = settings.configUser;
    values[std::string(configdb::kPasswordFile.key)] = passwordFile.string();
    values[std::string(configdb::kClusterKeyFile.key)] = keyFile.string();
    values["AJP_JVM_ROUTE"] = settings.route;
    values["AJP_BIND_ADDR"] = settings.ajpBindAddress;
    values["AJP_PORT"] = std::to_string(settings.ajpPort);
    values["net.httpPort"] = std::to_string(settings.httpPort);
    if (settings.authenticationDisabled) {
        values[std::string(kMasterAuthenticationDisabled.key)] = "true";
        values[std::string(kContextAuthenticationDisabled.key)] = "true";
    }

    groupware::writeSecretFile(passwordFile, settings.configPassword);
    giveToOwnerOf(absolute, passwordFile);
    configdb::writeClusterKeyFile(keyFile, settings.clusterKey);
    giveToOwnerOf(absolute, keyFile);
    if (!settings.masterPasswordHash.empty()) {
        groupware::writeSecretFile(absolute / "mpasswd", settings.masterUser + ":" + settings.masterPasswordHash);
        giveToOwnerOf(absolute, absolute / "mpasswd");
    }
    writeProperties(directory / "node.d" / "node.properties", values);
    return static_cast<int>(values.size());
}

}  // namespace admin::setup
