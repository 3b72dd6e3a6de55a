#include "admin/cli/rest_client.h"

#include "admin/cli/failure.h"

#include <Poco/JSON/Parser.h>
#include <Poco/Net/HTTPBasicCredentials.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetException.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>

#include <memory>
#include <sstream>
#include <thread>
#include <utility>

namespace admin::cli {
namespace {

constexpr std::string_view kBase = "/admin/v1";
constexpr std::chrono::milliseconds kRetryPause{100};
/// "For ever" for a library that wants a number.
constexpr std::chrono::hours kForEver{24 * 365};

std::unique_ptr<Poco::Net::HTTPClientSession> open(const std::string& url) {
    const Poco::URI uri(url);
    if (uri.getScheme() == "https") {
        return std::make_unique<Poco::Net::HTTPSClientSession>(uri.getHost(), uri.getPort());
    }
    return std::make_unique<Poco::Net::HTTPClientSession>(uri.getHost(), uri.getPort());
}

Poco::JSON::Object::Ptr parsed(const std::string& text) {
    try {
        Poco::JSON::Parser parser;
        return parser.parse(text).extract<Poco::JSON::Object::Ptr>();
    } catch (const Poco::Exception&) {
        throw Failure(Problem::RemoteError, "Error: the answer of the administration daemon is not understood");
    }
}

[[noreturn]] void refuse(int status, const std::string& body) {
    std::string message = "status " + std::to_string(status);
    auto problem = Problem::RemoteError;
    try {
        Poco::JSON::Parser parser;
        const auto object = parser.parse(body).extract<Poco::JSON::Object::Ptr>();
        message = object->optValue<std::string>("message", message);
        problem = static_cast<Problem>(object->optValue<int>("problem", static_cast<int>(problem)));
    } catch (const Poco::Exception&) {
        // Not this daemon's own answer; the status is all there is.
    }
    throw Failure(problem, "Server response: " + message);
}

}  // namespace

RestClient::RestClient(std::string url, Credentials credentials, Patience patience)
    : url_(std::move(url)), credentials_(std::move(credentials)), patience_(patience) {}

std::string RestClient::encoded(std::string_view text) {
    std::string result;
    Poco::URI::encode(std::string(text), "/?#&+=%;:@", result);
    return result;
}

RestClient::Answer RestClient::exchange(const std::string& method, const std::string& path,
                                        const std::string& body) const {
    auto session = open(url_);
    const auto limit = patience_.forAnswer.count() > 0 ? patience_.forAnswer : std::chrono::seconds(kForEver);
    session->setTimeout(Poco::Timespan(limit.count(), 0));
    Poco::Net::HTTPRequest request(method, std::string(kBase) + path, Poco::Net::HTTPMessage::HTTP_1_1);
    if (!credentials_.user.empty()) {
        Poco::Net::HTTPBasicCredentials(credentials_.user, credentials_.password).authenticate(request);
    }
    if (!body.empty()) request.setContentType("application/json");
    request.setContentLength64(static_cast<Poco::Int64>(body.size()));
    session->sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    Answer answer;
    Poco::StreamCopier::copyToString(session->receiveResponse(response), answer.body);
    answer.status = static_cast<int>(response.getStatus());
    return answer;
}

RestClient::Answer RestClient::exchangePatiently(const std::string& method, const std::string& path,
                                                 const std::string& body) const {
    const auto deadline = std::chrono::steady_clock::now() + patience_.forDaemon;
    while (true) {
        try {
            return exchange(method, path, body);
        } catch (const Poco::Net::ConnectionRefusedException&) {
            if (std::chrono::steady_clock::now() >= deadline) throw;
            std::this_thread::sleep_for(kRetryPause);
        }
    }
}

Poco::JSON::Object::Ptr RestClient::call(const std::string& method, const std::string& path,
                                         const Poco::JSON::Object* body) {
    Answer answer;
    try {
        std::ostringstream text;
        if (body != nullptr) body->stringify(text);
        answer = exchangePatiently(method, path, text.str());
    } catch (const Poco::TimeoutException&) {
        throw Failure(Problem::RemoteError,
                      "Error: no answer within " + std::to_string(patience_.forAnswer.count()) + " seconds");
    } catch (const Poco::Net::ConnectionRefusedException&) {
        throw Failure(Problem::CommunicationError, "Error: the administration daemon is not up at " + url_ +
                                                       "; start yoke-admin, or wait for it with --wait <seconds>");
    } catch (const Poco::Exception& error) {
        throw Failure(Problem::CommunicationError,
                      "Error: no connection to the administration daemon at " + url_ + ": " + error.displayText());
    }
    constexpr int kFirstRefusal = 400;
    if (answer.status >= kFirstRefusal) refuse(answer.status, answer.body);
    return parsed(answer.body);
}

}  // namespace admin::cli
