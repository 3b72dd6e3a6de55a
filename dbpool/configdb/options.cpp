#include "dbpool/configdb/options.h"

#include "dbpool/configdb/cluster_key.h"
#include "groupware/base/error.h"
#include "groupware/base/secret_file.h"

#include <array>
#include <charconv>

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
    static constexpr std::array<groupware::AnyOption, 10> kOptions{
        &kServerName, &kReadUrl,       &kWriteUrl,           &kUser,       &kPasswordFile,
        &kTlsCaFile,  &kTlsVerifyName, &kTlsCertificateFile, &kTlsKeyFile, &kClusterKeyFile};
    return kOptions;
}

std::string DatabaseUrl::text() const {
    std::string result(kScheme);
    const bool isIpv6 = host.find(':') != std::string::npos;
    result += isIpv6 ? "[" + host + "]" : host;
    result += ":" + std::to_string(port);
    if (!schema.empty()) result += "/" + schema;
    return result;
}

DatabaseUrl parseDatabaseUrl(std::string_view text) {
    DatabaseUrl url;
    std::string_view rest = text;
    if (rest.starts_with(kScheme)) rest.remove_prefix(kScheme.size());
    const auto slash = rest.find('/');
    if (slash != std::string_view::npos) url.schema = rest.substr(slash + 1);
    if (rest.find_first_of(" \t\r\n@?#") != std::string_view::npos) refuse(text);
    parseAuthority(rest.substr(0, slash), text, url);
    return url;
}

Location location(const groupware::Configuration& configuration) {
    const DatabaseUrl write = parseDatabaseUrl(configuration.get(kWriteUrl));
    const DatabaseUrl read = parseDatabaseUrl(configuration.get(kReadUrl));
    if (write.schema.empty() || write.schema != read.schema) {
        throw groupware::Error(groupware::ErrorCode::BadRequest, "readUrl and writeUrl name different schemas",
                               "readUrl and writeUrl must name the same schema");
    }
    const auto certificate = configuration.get(kTlsCertificateFile);
    if (!certificate.empty() && (configuration.get(kTlsCaFile).empty() || configuration.get(kTlsKeyFile).empty())) {
        throw groupware::Error(groupware::ErrorCode::BadRequest, "a client certificate without authority or key",
                               "configdb.tlsCertificateFile needs configdb.tlsCaFile and configdb.tlsKeyFile");
    }
    const std::string password = groupware::readSecretFile(configuration.get(kPasswordFile));
    return {.write = endpointOf(write, configuration, password),
            .read = endpointOf(read, configuration, password),
            .schema = write.schema};
}

std::string clusterKey(const groupware::Configuration& configuration) {
    return readClusterKeyFile(configuration.get(kClusterKeyFile));
}

}  // namespace dbpool::configdb
