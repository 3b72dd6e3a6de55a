#include "dbpool/configdb/options.h"

#include "dbpool/configdb/cluster_key.h"
#include "groupware/base/error.h"
#include "groupware/base/secret_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace dbpool::configdb {
namespace {

constexpr int kMaxPort = 65535;
constexpr std::string_view kScheme = "mysql://";

[[noreturn]] void refuse(std::string_view text) {
    throw groupware::Error(groupware::ErrorCode::BadRequest, "broken database URL",
                           "'" + std::string(text) + "' is not host, host:port or mysql://host:port/schema");
}

/// Cuts `host[:port]` apart; RFC 3986 section 3.2.2 for the brackets.
void parseAuthority(std::string_view authority, std::string_view whole, DatabaseUrl& url) {
    std::string_view port;
    if (authority.starts_with('[')) {
        const auto end = authority.find(']');
        if (end == std::string_view::npos) refuse(whole);
        url.host = authority.substr(1, end - 1);
        port = authority.substr(end + 1);
        if (!port.empty() && port.front() != ':') refuse(whole);
    } else {
        const auto colon = authority.find(':');
        url.host = authority.substr(0, colon);
        if (colon != std::string_view::npos) port = authority.substr(colon);
    }
    if (url.host.empty()) refuse(whole);
    if (port.empty()) return;
    port.remove_prefix(1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), url.port);
    if (error != std::errc{} || end != port.data() + port.size() || url.port < 1 || url.port > kMaxPort) refuse(whole);
}

Endpoint endpointOf(const DatabaseUrl& url, const groupware::Configuration& configuration,
                    const std::string& password) {
    return {.host = url.host,
            .port = url.port,
            .user = configuration.get(kUser),
            .password = password,
            .tlsCaFile = configuration.get(kTlsCaFile),
            .tlsVerifyName = configuration.get(kTlsVerifyName),
            .tlsCertificateFile = configuration.get(kTlsCertificateFile),
            .tlsKeyFile = configuration.get(kTlsKeyFile)};
}

}  // namespace

std::span<const groupware::AnyOption> options() {
    static constexpr std::array<groupware::AnyOption, 13> kOptions{
        &kServerName,   &kReadUrl,        &kWriteUrl,      &kUser,
        &kPasswordFile, &kTlsCaFile,      &kTlsVerifyName, &kTlsCertificateFile,
        &kTlsKeyFile,   &kClusterKeyFile, &kOperatorUser,  &kOperatorPasswordFile,
        &kDurability};
    return kOptions;
}

std::string DatabaseUrl::text() const {
    return textOf({*this});
}

std::string textOf(const std::vector<DatabaseUrl>& servers) {
    std::string result(kScheme);
    for (const DatabaseUrl& server : servers) {
        const bool isIpv6 = server.host.find(':') != std::string::npos;
        if (&server != &servers.front()) result += ",";
        result += isIpv6 ? "[" + server.host + "]" : server.host;
        result += ":" + std::to_string(server.port);
    }
    if (!servers.front().schema.empty()) result += "/" + servers.front().schema;
    return result;
}

std::vector<DatabaseUrl> parseDatabaseUrls(std::string_view text) {
    std::string_view rest = text;
    if (rest.starts_with(kScheme)) rest.remove_prefix(kScheme.size());
    if (rest.find_first_of(" \t\r\n@?#") != std::string_view::npos) refuse(text);
    std::string schema;
    if (const auto slash = rest.find('/'); slash != std::string_view::npos) {
        schema = rest.substr(slash + 1);
        rest = rest.substr(0, slash);
    }
    std::vector<DatabaseUrl> servers;
    for (bool more = true; more;) {
        const auto comma = rest.find(',');
        DatabaseUrl& server = servers.emplace_back();
        server.schema = schema;
        parseAuthority(rest.substr(0, comma), text, server);
        more = comma != std::string_view::npos;
        if (more) rest.remove_prefix(comma + 1);
    }
    return servers;
}

DatabaseUrl parseDatabaseUrl(std::string_view text) {
    std::vector<DatabaseUrl> servers = parseDatabaseUrls(text);
    if (servers.size() != 1) refuse(text);
    return std::move(servers.front());
}

Location location(const groupware::Configuration& configuration) {
    const auto durability = durabilityNamed(configuration.get(kDurability));
    if (!durability) {
        throw groupware::Error(groupware::ErrorCode::BadRequest, "unknown durability of the config DB",
                               "configdb.durability is 'strict' or 'available'");
    }
    std::vector<DatabaseUrl> urls = parseDatabaseUrls(configuration.get(kWriteUrl));
    const std::vector<DatabaseUrl> more = parseDatabaseUrls(configuration.get(kReadUrl));
    const std::string schema = urls.front().schema;
    if (schema.empty() || schema != more.front().schema) {
        throw groupware::Error(groupware::ErrorCode::BadRequest, "readUrl and writeUrl name different schemas",
                               "readUrl and writeUrl must name the same schema");
    }
    const auto certificate = configuration.get(kTlsCertificateFile);
    if (!certificate.empty() && (configuration.get(kTlsCaFile).empty() || configuration.get(kTlsKeyFile).empty())) {
        throw groupware::Error(groupware::ErrorCode::BadRequest, "a client certificate without authority or key",
                               "configdb.tlsCertificateFile needs configdb.tlsCaFile and configdb.tlsKeyFile");
    }
    const std::string password = groupware::readSecretFile(configuration.get(kPasswordFile));
    Location found{.servers = {}, .schema = schema, .durability = *durability};
    urls.insert(urls.end(), more.begin(), more.end());
    for (const DatabaseUrl& url : urls) {
        const bool known = std::any_of(found.servers.begin(), found.servers.end(), [&](const Endpoint& server) {
            return server.host == url.host && server.port == url.port;
        });
        if (!known) found.servers.push_back(endpointOf(url, configuration, password));
    }
    return found;
}

std::vector<Endpoint> operatorServers(const groupware::Configuration& configuration) {
    auto servers = location(configuration).servers;
    const std::string user = configuration.get(kOperatorUser);
    if (user.empty()) return servers;
    const std::string password = groupware::readSecretFile(configuration.get(kOperatorPasswordFile));
    for (auto& server : servers) {
        server.user = user;
        server.password = password;
    }
    return servers;
}

std::string clusterKey(const groupware::Configuration& configuration) {
    return readClusterKeyFile(configuration.get(kClusterKeyFile));
}

}  // namespace dbpool::configdb
